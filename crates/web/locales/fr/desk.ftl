### Le guichet : trouver des personnes, une personne.

desk-title = Personnes
search-label = Trouver une personne
search-hint = Mots entiers du nom, numéro de téléphone ou numéro de document.
search-go = Trouver
search-none = Personne ne correspond à ces mots.
search-none-next = Essayez le nom tel qu’il figure sur le document, ou moins de mots.
filters = Restreindre la liste
filter-go = Afficher
filter-clear = Effacer le choix
filter-none = Personne ne correspond à ce choix.
show-everybody = Afficher tout le monde
desk-empty = Personne n’est encore enregistré.
desk-empty-next = Les personnes arrivent par une importation ou sont enregistrées par un travailleur social.
people-shown = { $from } à { $to } sur { $total } personnes
page-before = Page précédente
page-after = Page suivante
reads-logged = La lecture des noms et d’autres faits scellés est consignée, et la personne peut savoir qui a regardé.
name-unknown = Nom non renseigné
person-title = Une personne
synthetic-one = Fictive
held = Conservation légale
person-yes = { $count-n ->
    [0] Aucune mesure ne <span class="n">touche</span> encore cette personne.
    [one] <span class="y"><b>{ $count }</b> mesure touche</span> cette personne.
   *[other] <span class="y"><b>{ $count }</b> mesures touchent</span> cette personne.
}
person-settled = Pour chaque mesure, le droit est clair. Ce qui est demandé ci-dessous règle le reste, un montant par exemple.
person-open = { $count-n ->
    [0] Il n’y a plus rien à demander.
    [one] <span class="a"><b>{ $count }</b> autre attend une réponse.</span>
   *[other] <span class="a"><b>{ $count }</b> autres attendent une réponse.</span>
}
ask-waiting = { $count-n ->
    [one] { $count } mesure attend cette réponse.
   *[other] { $count } mesures attendent cette réponse.
}
entitled-title = Ce à quoi cette personne pourrait avoir droit
entitled-here = Ici : { $country }
entitled-home = Dans le pays d’origine : { $country }
entitled-anywhere = Où que soit la personne
entitled-elsewhere = Dans d’autres pays
not-entitled-title = Ce qui ne touche pas cette personne, et pourquoi
answers-none = Aucune mesure n’est encore installée.
household = Ménage
household-alone = Personne d’autre n’est inscrit.
on-record = Ce qui est enregistré
record-empty = Rien n’est enregistré que vous puissiez voir.
walled = Les faits protégés, s’il y en a, ne sont vus que par le personnel désigné.
group-person = Personne
group-name = Nom
group-contact = Contact
group-document = Documents
group-language = Langues
group-household = Ménage
group-stay = Séjour et protection
group-journey = Parcours
group-application = Demande et permis
group-work = Travail
group-health = Santé et soins
group-child = Enfant
existence-title = Commencez par chercher
existence-why = Votre rôle permet de savoir si quelqu’un est enregistré, pas de qui il s’agit.
existence-known = Une personne correspondant à ces mots est enregistrée.
existence-next = Confiez la personne à un travailleur social, qui peut ouvrir le dossier.
desk-nothing = Aucune liste ne vous a encore été confiée.
desk-nothing-why = Votre rôle voit les personnes d’une liste qui lui est confiée, comme une opération ou un plan de paiement.
elsewhere-only = Parmi vos personnes, aucune ne correspond à ces mots. Quelqu'un d'autre est enregistré avec eux.
elsewhere-too = Quelqu'un qui n'est pas parmi vos personnes correspond aussi à ces mots.
elsewhere-next = Demandez à votre superviseur, qui peut faire transmettre la personne. Rien de plus n'est montré, pour protéger les personnes.
kept-title = Ne vous est pas dit
kept-why = Cela dépend de faits protégés que votre rôle n'ouvre pas. Qui est chargé de la personne voit la réponse.
untold-title = Ne peut être dit pour aujourd'hui
untold-why = Il manque un élément dont ces règles ont besoin, ou un chiffre ne peut être calculé.

ask-enter = Enregistrer
entry-entered = C’est consigné, et les règles en tiennent compte.
entry-unfit = ce qui a été saisi ne répond pas à la question. Rien n’a été enregistré.
entry-not-yet = ce jour n’est pas encore venu, ce n’est donc pas possible. Rien n’a été enregistré. Vérifiez la date dans le document.
entry-cannot-be-with = ce n’est pas possible avec ce qui est consigné sous « { $other } ». Rien n’a été enregistré. Vérifiez les deux dans le document.
entry-overtaken = quelqu’un d’autre a saisi quelque chose ici entre-temps. Rien n’a été remplacé ; regardez ce qui est consigné maintenant.
ask-not-here = La réponse ne se saisit pas sur cette page.
questions-title = Autres questions ouvertes

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

### Records of people.

records-title = Dossiers
records-lead = Ce qui est ouvert au sujet des personnes : choisissez un type, puis un dossier.
records-kinds = Types de dossier
records-nothing = Il n'y a pas de dossiers pour vous ici.
records-nothing-why = Votre rôle n'en ouvre aucun, ou aucun paquet installé n'apporte de type de dossier.
records-open = Afficher ceux qui sont ouverts
records-closed = Afficher ceux qui sont clos
records-none = Rien de ce type n'est ouvert.
records-none-says = Rien de ce qui est listé ici ne dit cela.
records-none-closed = Rien de ce type n'est encore clos.
records-none-next = Un dossier s'ouvre sur la page de la personne concernée.
records-shown = { $from } à { $to } sur { $total } dossiers
records-what = Dossier
records-whose = Personne
records-household-of = Ménage de { $name }
records-household = Un ménage
records-hands = Qui s'en occupe
records-changed = Dernier changement
records-nobody = personne encore
person-no-records = Il n'y en a aucun que vous puissiez voir.
record-new = Nouveau
record-new-lead = Remplissez ce que vous savez. Ce que vous laissez vide reste ouvert et peut être ajouté plus tard.
record-open = Ouvrir le dossier
record-leave = Quitter sans enregistrer
record-says = Ce qu'il dit
record-save = Enregistrer les changements
record-saved = C'est enregistré.
record-unfit = Une réponse ne convient pas à sa question ; elle est signalée ci-dessous. Rien n'a été enregistré.
record-unfit-here = cela ne répond pas à la question
unfit-these = Rien n’a été enregistré, et rien de ce que vous avez saisi n’est perdu. Ceci ne convient pas encore :
fits-day = écrivez le jour ainsi : { $example }, soit l’année, le mois, le jour
fits-partial-day = écrivez le jour ainsi : { $day }, soit l’année, le mois, le jour ; si vous en savez moins, le mois ou l’année : { $month } ou { $year }
fits-time = écrivez l’heure ainsi : { $example }
fits-whole = écrivez un nombre entier
fits-decimal = { $places-n ->
    [one] écrivez un nombre avec { $places } décimale au plus
   *[other] écrivez un nombre avec { $places } décimales au plus
}
fits-money = écrivez un montant, par exemple { $example }
fits-least = pas moins de { $end }
fits-most = pas plus de { $end }
record-overtaken = Quelqu'un d'autre a modifié ce dossier entre-temps. Rien n'a été remplacé ; regardez ce qu'il dit maintenant.
record-is-closed = Ce dossier est clos. Rouvrez-le d'abord.
record-closed-already = Ce dossier était déjà clos ; « Ce qui s'est passé » dit par qui et pourquoi. Rien n'y a été ajouté.
record-open-already = Ce dossier était déjà rouvert ; « Ce qui s'est passé » dit par qui et pourquoi. Rien n'y a été ajouté.
record-another = Un dossier de ce type est ouvert pour cette personne. Continuez avec celui-là, ou fermez-le d'abord.
record-opened-already = Ce formulaire a déjà ouvert ce dossier. Ce qu'il dit maintenant et que le dossier ne dit pas n'est pas enregistré : c'est indiqué ci-dessous.
record-no-reason = Dites pourquoi en quelques mots ; deux mille caractères au plus.
record-nobody = Aucun compte de ce nom, dans votre bureau, ne peut lire et ouvrir ceci.
record-protected = Protégé
record-state-open = ouvert
record-state-closed = clos
record-take = Je m'en occupe
record-release = À personne pour le moment
record-assign = Le confier à quelqu'un d'autre
record-assign-to = Son compte
record-assign-go = Le lui confier
record-close-title = Plus rien à faire ?
record-reopen-title = Encore quelque chose à faire ?
record-reason = Pourquoi
record-close = Fermer le dossier
record-reopen = Le rouvrir
record-history = Ce qui s'est passé
record-did-open = ouvert
record-did-say = { $field } : { $value }
record-did-assign = confié à { $account }
record-did-release = à personne
record-did-close = clos : { $reason }
record-did-reopen = rouvert : { $reason }
record-empty-form = Remplissez au moins un champ.
record-typed = Ce que vous avez saisi, qui n'est pas enregistré :
record-not-for-them = Ceci ne s'ouvre pas pour cette personne : d'après ce qui est inscrit, ce n'est pas pour elle.
record-against = Ce qui s'y oppose :
record-against-go = Le voir sur sa page
record-against-unseen = Vous ne pouvez pas voir ce qui s'y oppose. Demandez à votre superviseur.

### Cases: records that run a pathway.

case-way = Le chemin
case-stage-now = en cours
case-stage-left = terminé
case-stage-skipped = ne s'applique pas
case-stage-undecided = on ne sait pas si cela s'applique
case-stage-ahead = plus tard
case-due = d'ici le { $when }
case-due-between = entre le { $from } et le { $to }, pas connu exactement
case-due-not-before = pas avant le { $when }
case-late = en retard depuis le { $when }
case-done = fait le { $when }
case-done-times = { $n-n ->
    [one] fait le { $when }
   *[other] fait { $n } fois, la dernière le { $when }
}
case-next = prochaine fois d'ici le { $when }
case-again = Cela revient. La dernière fois est faite ; la prochaine est à faire d'ici le jour indiqué ici.
case-rests = revient le moment venu
case-waits = attend d'autres personnes
case-waits-until = attend d'autres personnes jusqu'au { $when }
case-referred = transmis à { $to }
case-marked = on ne sait pas si cela s'applique
case-nothing-open = Rien n'est à faire maintenant
case-nothing-open-why = Le cas attend : un jour, quelqu'un d'autre, ou quelque chose qui n'est pas encore connu.
case-nothing-open-end = Il peut être clos.
case-not-yours = Quelqu'un d'autre s'en charge.
case-unseen = Le rôle qui fait cela ne voit pas le cas : prévenez-le. Une fois que c'est fait, la ou le responsable d'équipe le retire avec « S'en passer » et un mot d'explication.
case-rarely = Autre chose
case-asks = À demander
case-asks-why = Tant que ce n'est pas connu, une partie du chemin ne peut pas être décidée.
case-offered = Peut aussi être fait
case-past = Ce qui est fait
case-do = C'est fait
case-earlier = C'était fait plus tôt
case-happened = Quand
case-was = c'était le
case-decide = Qu'est-ce qui est décidé ?
case-reasons = Motifs. Ce qui va contre la personne en exige.
case-decide-go = Décider
case-vote = Quelqu'un d'autre a fait cela. Vous regardez et dites oui ou non.
case-seat = Pour quel siège
case-yes = Oui
case-no = Non, renvoyer
case-serve = La lettre a été remise
case-appeal = La personne fait recours
case-add = Le mettre sur la liste
case-waive = S'en passer
case-pause = Arrêter le délai
case-resume = Faire repartir le délai
case-extend = Donner plus de temps
case-extend-by = Combien de plus
case-unit = Unité
case-working-days = jours ouvrables
case-days = jours
case-hours = heures
case-refer-to = À qui
case-priority = Urgence
case-normal = normale
case-urgent = urgent, sous 72 heures
case-emergency = urgence absolue, sous 24 heures
case-consent = La personne est d'accord pour que cela leur soit transmis
case-refer-go = Transmettre
case-answer = Leur réponse
case-accepted = accepté
case-declined = refusé
case-completed = terminé
case-answer-go = Noter
case-end = Comment il se termine
case-end-error = Il a été ouvert par erreur
case-move-heading = Règles plus récentes
case-move-title = Ce cas suit les règles du { $from } ; de plus récentes sont en vigueur depuis le { $to }.
case-move-title-undated = Ce cas suit des règles plus anciennes que celles qui sont en vigueur.
case-move-stays = Il garde les siennes jusqu’à ce que quelqu’un le fasse passer aux nouvelles. Ce qui est fait reste fait.
case-move-show = Ce qui changerait s’il y passait
case-move-nothing = Rien ne serait différent aujourd’hui.
case-move-what = Quoi
case-move-now = Maintenant
case-move-then = Selon les nouvelles règles
case-move-absent = n’y est pas
case-stands-waiting = attend ce qui précède
case-stands-undecided = personne ne peut encore le dire
case-stands-offered = peut être fait
case-stands-open = à faire
case-stands-done = fait
case-stands-waived = on s’en est passé
case-stands-skipped = ne s’applique pas
case-stands-resting = reviendra plus tard
case-stands-stopped = le délai est arrêté
case-stands = { $how }
case-stands-with = { $how }, { $clock }
case-move-end-more = Il pourrait se terminer ainsi : { $what }
case-move-end-less = Il ne pourrait plus se terminer ainsi : { $what }
case-move-ask-more = À demander : { $what }
case-move-ask-less = N’est plus à demander : { $what }
case-move-two = Selon les nouvelles règles, on doit moins à la personne. Il faut deux personnes : l’une le demande, et un superviseur fait passer le cas.
case-move-cannot = Il ne peut pas y passer : quelque chose qui a été fait serait perdu.
case-move-undone = { $item } : ne serait plus fait
case-move-dropped = { $item } : n’existe pas selon les nouvelles règles
case-move-asked = { $account } l’a demandé le { $at } : { $why }
case-move-go = Faire passer ce cas aux nouvelles règles
case-move-ask = Le demander à un superviseur
case-move-asked-already = Quelqu’un l’a déjà demandé.
case-move-ask-first = On devrait moins à la personne. Quelqu’un d’autre le demande d’abord.
case-rules-changed = D’autres règles sont en vigueur que celles qui étaient montrées. Regardez ce qui changerait maintenant.
case-unreadable = Les règles de ce cas ne peuvent plus être lues
case-unreadable-why = On ne peut dire ici ce qui y est ouvert, attendu ou dû, et aucune autre règle ne les remplace. Lisez ce qui s’est passé, et faites passer le cas aux règles en vigueur.
case-loosens-more-see = Plus de personnes voient le cas
case-loosens-unsafe-contact = La personne est contactée même si ce n’est peut-être pas sûr
case-loosens-reads-more = Les règles peuvent utiliser ce qu’elles ne pouvaient pas
case-loosens-later = { $item } : peut prendre plus de temps
case-loosens-fewer-votes = { $item } : moins de personnes doivent être d’accord
case-loosens-no-appeal = { $item } : n’est plus susceptible de recours
case-loosens-other-voters = { $item } : d’autres l’approuvent
case-loosens-own-review = { $item } : qui a fait ce qui est revu peut le faire
case-loosens-not-adverse = { $item } : une issue ne compte plus comme défavorable à la personne
case-loosens-other-letter = { $item } : la lettre, ou ce que dit le silence, est autre
case-loosens-not-asked = { $item } : on ne demande plus à la personne
case-loosens-no-gate = { $item } : ce qui doit être su avant est moins, ou autre
case-loosens-other-doers = { $item } : d’autres peuvent le faire
case-loosens-opens-less = Le cas ne peut plus être ouvert pour toutes les personnes pour qui il le pouvait
case-loosens-ends-easier = Un cas peut être clos là où il ne le pouvait pas
case-loosens-not-owed = { $item } : n’a plus à être fait
case-loosens-applies-less = { $item } : ne vaut peut-être plus pour toutes les personnes concernées
case-loosens-less-time = { $item } : laisse moins de temps à la personne
case-loosens-rarer = { $item } : revient peut-être moins souvent
case-loosens-answer-later = { $item } : la réponse peut venir plus tard
case-loosens-not-escalated = { $item } : moins de personnes apprennent le retard, ou plus tard
case-loosens-waits-for-more = { $item } : attend autre chose
case-loosens-done-otherwise = { $item } : autre chose le rend fait
case-loosens-harder-appeal = { $item } : le recours est plus difficile
case-loosens-worse-outcomes = { $item } : les issues possibles sont moins bonnes pour la personne
case-loosens-not-told = { $item } : la personne est moins informée
case-loosens-gives-less = { $item } : ce qui est payé, délivré ou inscrit est autre
case-loosens-other-service = { $item } : l’orientation ou le partage des données est autre
case-loosens-unreadable = Ce qui était dû selon les anciennes règles ne peut plus être lu
case-did-move = passé à des règles plus récentes. Pourquoi : { $reason }
case-did-ask-move = a demandé de passer à des règles plus récentes. Pourquoi : { $reason }
case-mistake = C'était une erreur
case-retract = Le retirer
case-not-now = Cela ne peut pas se faire dans l'état actuel du cas. Regardez ce qui est ouvert.
case-another-person = C'est votre propre travail : quelqu'un d'autre doit le regarder.
case-reasons-missing = Dites pourquoi. Ce qui va contre la personne, change ce qui était prévu ou renvoie un travail exige un motif.
case-no-consent = La personne n'est pas d'accord pour que cela soit transmis. Demandez d'abord.
case-do-not-contact = On ne sait pas si la personne peut être jointe sans danger. Rien ne part.
case-gate = Ce qui doit être connu avant cela ne l'est pas, ou n'est pas le cas. Voyez ce qu'il faut demander.
case-full = Quelqu'un d'autre a pris ce siège, ou il y a déjà un cas ouvert.
case-no-such-moment = Ce n'est pas un moment entre l'ouverture du cas et maintenant.
case-did-begin = le chemin a commencé
case-did-do = fait : { $item }
case-did-waive = on s'en passe : { $item }
case-did-add = mis sur la liste : { $item }
case-did-pause = délai arrêté : { $item }
case-did-resume = délai repris : { $item }
case-did-extend = plus de temps : { $item }, { $value }
case-did-decide = décidé : { $item }, { $value }
case-did-yes = a dit oui : { $item }
case-did-no = a dit non : { $item }
case-did-serve = remis : { $item }
case-did-appeal = recours : { $item }
case-did-refer = transmis : { $item }, à { $value }
case-did-answer = réponse : { $item }, { $value }
case-did-consent = la personne est d'accord : { $to }
case-did-send = dit : { $text }
case-did-retract = une erreur a été retirée
case-did-appoint = désigné : { $item }, { $value }
case-did-why = { $what }. Pourquoi : { $why }
work-title = Mon travail
work-whose = Le travail de qui
work-mine = Ce dont je m'occupe
work-office = Tout le bureau
work-late = En retard
work-today = Aujourd'hui
work-week = Cette semaine
work-later = Plus tard
work-undated = Sans date
work-next = À faire
work-due = Pour le
work-serve = Remettre la lettre : { $item }
work-look = Regardez ce cas : rien n'y est ouvert
work-none = Il n'y a rien à faire.
work-none-mine = Vous n'avez rien en charge.
work-none-next = Un cas s'ouvre sur la page de la personne concernée.
work-nobody = À personne encore
work-yes = En attente de mon oui
work-kind = Parcours
work-kind-all = Tous
work-until = À faire avant la fin du
work-none-view = Il n'y a rien à faire de ce genre.
work-unseen = Pour : { $roles }. Ce rôle ne voit pas ce cas : prévenez-le.
work-none-unseen = Ce que votre rôle fait dans un cas, la personne qui suit ce cas vous le dit.
work-vote = Dire oui ou non : { $item }
work-tell = Prévenir la personne : { $item }
work-ask-how = Ne pas contacter, demander comment. À dire : { $item }
work-above = En retard dans un bureau rattaché : { $item }
work-escalated = vous revient depuis le { $when }
work-elsewhere = Quelqu'un à { $office }. Vous ne voyez pas de qui il s'agit : appelez { $call }.
work-elsewhere-nobody = Quelqu'un à { $office }. Vous ne voyez pas de qui il s'agit, et personne ne répond de ce bureau en ce moment.
work-made-anew = Cette liste est en train d'être refaite, car des parcours ont changé. D'ici là, les cas sont montrés tels qu'ils sont maintenant ; il peut en manquer.
work-unreadable = { $n-n ->
    [one] Une entrée est illisible : quelqu'un l'a modifiée dans la base de données. Les autres sont justes. Prévenez tout de suite votre administrateur.
   *[other] { $n } entrées sont illisibles : quelqu'un les a modifiées dans la base de données. Les autres sont justes. Prévenez tout de suite votre administrateur.
}
case-messages = À dire à la personne
case-messages-why = Onward n'envoie encore rien. Qui prévient la personne le note ici.
case-message-since = à dire depuis le { $when }
case-message-told = dit le { $when }
case-message-over = pas dit ; c'était à dire le { $when }
case-message-ask = Ne pas contacter : demander comment
case-message-ask-go = Noter si le contact est sûr
case-tell = Je l'ai dit
case-left-hours = { $n-n ->
    [one] arrêté, reste une heure
   *[other] arrêté, restent { $n } heures
}
case-left-days = { $n-n ->
    [one] arrêté, reste un jour
   *[other] arrêté, restent { $n } jours
}
case-left-working-days = { $n-n ->
    [one] arrêté, reste un jour ouvrable
   *[other] arrêté, restent { $n } jours ouvrables
}
case-missed = { $n-n ->
    [one] manqué une fois
   *[other] manqué { $n } fois
}
work-lead = { $late-n ->
    [0] Rien n'est en retard.
    [one] <span class="n"><b>Une chose</b> est en retard.</span>
   *[other] <span class="n"><b>{ $late }</b> choses sont en retard.</span>
}
register-title = Enregistrer une personne
register-member-title = Ajouter un membre de ce ménage
register-lead = Remplissez ce que vous savez. Ce que vous laissez vide est gardé comme inconnu et pourra être demandé plus tard.
register-first = Qui est-ce
register-more = Plus : contact, documents, séjour, travail
register-go = Enregistrer
register-again = Vérifier à nouveau
register-done = La personne est enregistrée.
register-done-unseen = La personne est enregistrée. La suivante peut être enregistrée ici.
register-next = Enregistrer une autre personne
register-member = Ajouter un membre du même ménage
register-unfit = Quelque chose ne répond pas à sa question ; c'est indiqué ci-dessous. Rien n'a été enregistré, et rien de ce que vous avez saisi n'est perdu.
register-sent-before = Ce formulaire a déjà été envoyé, et la personne est enregistrée. Ce que vous avez changé depuis n'est pas enregistré : ouvrez la personne et changez-le là.
register-open = Ouvrir la personne
register-household-contested = Les sources ne s'accordent pas sur le ménage. Réglez cela d'abord sur la page de la personne. Rien n'a été enregistré.
register-household-moved = Quelqu'un d'autre a saisi entre-temps quelque chose sur ce ménage. Rien n'a été enregistré ; regardez, puis renvoyez le formulaire.
alike-title = Cette personne est-elle déjà enregistrée ?
alike-lead = Personne n'est encore enregistré. Comparez, et demandez à la personne si vous n'êtes pas sûr.
alike-paper = le même document ou la même adresse électronique
alike-name-birth = un tel nom, et la date de naissance peut être la même
alike-name = un tel nom, et une date de naissance manque
alike-name-not-birth = le même nom, avec une autre date de naissance
alike-open = C'est cette personne
alike-more = Il y a plus de personnes d'un tel nom que celles montrées ici : cherchez-les aussi.
alike-other = C'est quelqu'un d'autre : enregistrer
alike-nobody-merged = C'est vous qui décidez. Rien n'est fusionné, et les deux restent tels quels.
field-change = Modifier
field-close = Fermer
field-past = Qui a dit quoi, et quand
field-past-none = Personne n'a encore rien dit.
field-contested = Les sources ne s'accordent pas. Vous modifiez ce que dit le bureau ; ce que dit une autre source reste jusqu'à ce qu'elle dise autre chose.
field-take-back = Finalement inconnu
field-taken-back = retiré
field-unfit = Cela ne répond pas à la question. Rien n'a été enregistré.
field-not-ours = Une autre source le dit, et le bureau n'a rien dit qui puisse être retiré. Dites plutôt ce qu'il en est.
fields-missing = Pas encore connu : ajouter
household-here = donné ici
field-look = Historique
pick-another = Ajouter une autre réponse
case-appoint = Donner un siège au comité
case-proposed = { $by } a décidé : { $what }.
case-proposed-why = { $by } a décidé : { $what }. Pourquoi : { $why }
case-proposed-done = { $by } dit que c'est fait.
case-deemed = personne n'a décidé à temps : la règle le veut ainsi
case-taken-back = retiré
case-did-for = pour la personne : { $what }
case-length-hours = { $n-n ->
    [one] une heure
   *[other] { $n } heures
}
case-length-days = { $n-n ->
    [one] un jour
   *[other] { $n } jours
}
case-length-working-days = { $n-n ->
    [one] un jour ouvrable
   *[other] { $n } jours ouvrables
}
case-length-weeks = { $n-n ->
    [one] une semaine
   *[other] { $n } semaines
}
case-length-months = { $n-n ->
    [one] un mois
   *[other] { $n } mois
}
record-note = Noter une conversation
record-note-text = Qu'est-ce qui a été dit, et convenu ?
record-note-when = Quand était-ce ? Laissez vide si c'était à l'instant.
record-note-go = Garder la note
record-did-note = Une conversation a été notée : { $text }
record-no-note = Écrivez d'abord ce qui a été dit, en une page ou deux au plus.
records-leading = Ce qui mène ici
case-by-data = C'est fait dès que c'est inscrit : plus bas ici, ou sur la page de la personne.
case-text = À dire ou à envoyer :
case-text-for = À dire ou à envoyer à { $name } :
record-not-yet = Ce moment n'est pas encore venu. Notez quand c'était.
case-served = remise le { $when }
case-unserved = lettre pas encore remise
case-appeal-until = recours possible jusqu'au { $when }
case-appeal-between = recours possible jusqu'à un jour entre le { $from } et le { $to }, pas connu exactement
case-appeal-not-before = recours possible au moins jusqu'au { $when }
case-appeal-may = recours possible
case-appealed = recours du { $when }
case-final = définitif depuis le { $when }
case-leaves-appeal-unbegun = { $item } : personne n'a encore remis la lettre. Leur délai de recours n'a pas commencé.
case-leaves-unserved = { $item } : personne n'a encore remis la lettre.
case-leaves-unheard = { $item } : un recours a été fait, et personne ne l'a encore tranché.
case-leaves-appealable = { $item } : un recours est encore possible.
case-said-no = Vous avez dit non. On vous le redemandera quand ce sera refait.
case-sent-back = renvoyé par { $by } : { $why }
case-sent-back-unsaid = renvoyé par { $by }
case-vote-why = Pourquoi. Un non exige un motif : la personne qui a fait cela le lira.
case-no-why = Dites pourquoi non : la personne qui a fait cela doit le corriger.
case-extend-fits = Ici convient un nombre entier de 1 à { $most }.
case-end-choose = Choisissez
case-no-end = Choisissez comment le cas se termine.
record-not-yours = Les règles ne permettent pas à votre rôle d'ouvrir ceci. Rien n'a été enregistré, et ce que vous avez écrit se trouve ci-dessous. Un collègue dont le rôle le permet peut continuer.
work-yes-more = Plus de décisions attendent un vote que ce qui est examiné ici. Ceci n'est pas tout ; le reste viendra quand celles-ci seront réglées.
work-none-until = Rien n'est dû d'ici la fin de ce jour.
work-none-nobody = Chaque cas est pris en charge par quelqu'un.
work-none-yes = Rien n'attend votre oui.
work-none-late = Rien n'est en retard.
work-ask = À demander : { $what }
work-ask-more = À demander : { $what } Et { $n } de plus.

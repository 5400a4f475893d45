### L’atelier : pratiques, règles, portée.

studio-title = Les pratiques en place ici
studio-lede = Chacune est la bonne idée de quelqu’un, écrite sous forme de règles avec leur loi. Choisissez-en une et voyez qui elle toucherait.
studio-empty = Aucune pratique n’est encore installée.
studio-empty-next = Trouvez-en une dans la bibliothèque et adoptez-la.
studio-filter = Chercher une pratique
studio-filter-none = Rien ne correspond à ces mots.
shelf-everywhere = Pour tout pays
gives = Donne
objectives-of = Objectifs du Pacte mondial
measures-count = { $count-n ->
    [one] { $count } mesure
   *[other] { $count } mesures
}
to-verify-count = { $count-n ->
    [one] { $count } référence pas encore comparée à la loi
   *[other] { $count } références pas encore comparées à la loi
}
coverage-title = Langues
coverage-why = Combien de textes des pratiques existent dans chaque langue. Ce qui manque s’affiche dans la langue d’origine, et c’est signalé.
coverage-line = { $there } sur { $all }
unit-person = Décide pour une personne.
unit-household = Décide pour un ménage.
conditions-count = { $count-n ->
    [one] { $count } condition.
   *[other] { $count } conditions.
}
tests-count = { $count-n ->
    [0] Aucun test.
    [one] { $count } test.
   *[other] { $count } tests.
}
see-reach = Voir qui elle touche
read-rule = Lire la règle
pack-fields = Ce qu’elle demande en plus des questions communes
pack-about = À propos de ce paquet
pack-name = Nom
pack-version = Version
pack-purpose = Finalité
pack-hash = Empreinte
rule-lede-person = Ces conditions décident pour une personne. À côté de chacune figure la loi dont elle vient.
rule-lede-household = Ces conditions décident pour un ménage. À côté de chacune figure la loi dont elle vient.
rule-title = La règle
rule-about = En bref
rule-tests = Tests
rule-source = Décrite dans
law-label = Loi
computes = Calcule
jurisdiction = Pays
group-all = Toutes ces conditions :
group-any = Au moins une de ces conditions :
group-at-least = Au moins { $least } de ces conditions :
params-title = Dates et montants qui ont changé
params-why = Chaque valeur s’applique à partir de son jour, jusqu’à la suivante.
param-open = Pas encore décidé
param-from = à partir du { $day }
param-decided = (décidé le { $day })
param-review = À réexaminer au plus tard le { $day }.
table-caption = Tableau { $name }
table-from = Du
table-to = Au
table-months = Mois ajoutés
table-decided = Connu depuis
never-title = Ce qu’elle ne peut jamais regarder
never-why = Le programme refuse la règle si elle lit l’un de ces éléments, même par un détour.
reach-question = Qui touche-t-elle ?
reach-title = Portée
on-day = Ce jour-là
move-clock = Changer la date
see-day = Afficher ce jour
rule-changed = La règle a changé le
lead-yes = { $people-n ->
    [one] Le { $day }, elle <span class="y">touche <b>{ $yes }</b></span> personne sur { $people }.
   *[other] Le { $day }, elle <span class="y">touche <b>{ $yes }</b></span> personnes sur { $people }.
}
lead-yes-withheld = Le { $day }, elle <span class="y">touche</span> trop peu de personnes sur { $people } pour donner un nombre.
lead-needs = { $needs-n ->
    [0] Chacun reçoit une réponse claire.
    [one] Pour <span class="a"><b>{ $needs }</b> personne, on ne peut pas encore le dire.</span>
   *[other] Pour <span class="a"><b>{ $needs }</b> personnes, on ne peut pas encore le dire.</span>
}
lead-needs-withheld = Pour <span class="a">quelques-unes</span>, on ne peut pas encore le dire.
lead-no = { $no-n ->
    [0] Elle ne laisse <span class="n">personne</span> de côté.
   *[other] Elle <span class="n">en laisse <b>{ $no }</b> de côté.</span>
}
lead-no-withheld = Le nombre de personnes <span class="n">laissées de côté</span> n’est pas affiché, afin que personne ne puisse être reconnu.
reach-presumed = { $count-n ->
    [one] { $count } personne touchée l’est grâce à un fait présumé en sa faveur.
   *[other] { $count } personnes touchées le sont grâce à un fait présumé en leur faveur.
}
bar-title = { $yes } touchées, { $needs } sans réponse pour l’instant, { $no } laissées de côté
not-shown = non affiché
groups-title = Qui sont ces personnes
reached = Touchées
cannot-tell = Pas encore de réponse
left-behind = Laissées de côté
barriers-title = Ce qui laisse des personnes de côté
barriers-why = Personnes à qui manque cette condition et aucune autre.
barriers-none = Aucune condition ne laisse quelqu’un de côté à elle seule.
by-sex = Selon le sexe
by-age = Selon l’âge
by-nationality = Selon la nationalité
by-other = Selon le groupe
group = Groupe
more-groups = { $count-n ->
    [one] { $count } groupe plus petit
   *[other] { $count } groupes plus petits
}
not-recorded = Non renseigné
withheld-note = Non affiché, afin que personne ne puisse être reconnu : les nombres inférieurs à { $count }, et ceux qui permettraient de les retrouver.
ask-first = À demander d’abord
ask-first-why = Les questions qui lèvent le plus de doutes.
ask-first-none = Rien à demander : toutes les réponses sont claires.
question-settles = { $count-n ->
    [one] lève { $count } doute à elle seule
   *[other] lève { $count } doutes à elle seule
}
personas-title = Ouvrir un exemple
personas-why = Des personnes fictives, une par cas de figure, avec les raisons.
pattern-failed = Non rempli : { $condition }
pattern-unknown = Non connu : { $condition }
pattern-presumed = Présumé : { $condition }
pattern-people = { $count-n ->
    [one] { $count } personne
   *[other] { $count } personnes
}
conditions-title = Chaque condition en chiffres
condition = Condition
waiting-title = Comptage en cours
waiting-text = La règle « { $title } » est posée pour chacun, au { $day }.
waiting-note = La page vérifie toutes les deux secondes. Vous pouvez aussi revenir plus tard : le travail continue.
persona-title = Une personne à qui cela arrive
persona-lede = Ce que « { $title } » dit de cette personne au { $day }, et pourquoi.
persona-back = Revenir à l’ensemble
persona-record = Ce qui est enregistré
persona-made-up = Une personne fictive. Personne de réel ne se trouve derrière.
why = Pourquoi ?
components-lede = Tout ce dont les pages sont faites, dans les deux sens de lecture. Clair ou sombre, selon votre appareil.
lead-none = { $count-n ->
    [0] Chacun est touché par une mesure installée ici.
    [one] <b>{ $count }</b> personne n’est touchée par aucune mesure installée ici. Les personnes dont la réponse reste ouverte en font partie.
   *[other] <b>{ $count }</b> personnes ne sont touchées par aucune mesure installée ici. Les personnes dont la réponse reste ouverte en font partie.
}
uncounted-title = On ne sait pas combien de personnes ne sont touchées par aucune mesure
uncounted-why = Ces autres règles n’ont pu être comptées : il manque un élément dont elles ont besoin, ou un chiffre ne peut être calculé pour quelqu’un.
drops-title = Ce qui toucherait plus de personnes
drops-why = Combien de plus, si la règle se passait de ces conditions, d’une seule ou de deux ensemble.
cost-title = Ce que cela coûte
cost-exact = Pour toutes les personnes touchées : <b>{ $sum }</b>.
cost-between = Pour toutes les personnes touchées : entre <b>{ $min }</b> et <b>{ $max }</b>, tant que certaines données manquent.
cost-from = Pour toutes les personnes touchées : au moins <b>{ $min }</b>. Le maximum dépend de ce qui n’est pas encore connu.
quota-goes = Il y a un quota ({ $limit }) : accordé à <b>{ $granted }</b>, tandis que <b>{ $waiting }</b> y ont droit et attendent.
try-title = Essayer avec un ménage
try-lede = Répondez question par question et lisez ce que disent les règles, avec les montants. Aucun nom n’est demandé et rien n’est enregistré.
try-lede-one = Répondez question par question et lisez ce que dit « { $title } », avec les montants. Aucun nom n’est demandé et rien n’est enregistré.
try-next = La question suivante
try-answer = Répondre
try-skip = Je ne sais pas, ou je préfère ne pas le dire
try-unfit = Cette réponse ne convient pas à la question. Choisissez ou écrivez-en une, ou passez la question.
try-several = Cochez tout ce qui convient.
several-none = Aucune de ces réponses
several-one = L’une de ces réponses
several-more = Plus d’une
try-hint-others = Combien d’autres il y a, en plus de la personne concernée : 0 s’il n’y a personne.
try-hint-partial = Année, mois et jour autant que vous les savez : 1990, 1990-05 ou 1990-05-21.
try-hint-decimals = { $count ->
    [one] Des chiffres, avec un point devant la seule décimale permise : 12.5.
   *[other] Des chiffres, avec un point devant les décimales, { $count } au plus : 12.5.
}
try-hint-whole = Des chiffres seulement.
try-waiting = { $count-n ->
    [one] { $count } règle attend cette réponse.
   *[other] { $count } règles attendent cette réponse.
}
try-done = Plus rien n’est demandé. Ce que disent les règles se trouve plus bas.
try-said = Ce que vous avez dit
try-nothing-kept = Cela n’existe que sur cette page et disparaît quand vous la quittez.
try-said-nothing = Rien encore.
try-not-said = non dit
try-take-back = Reprendre
try-again = Recommencer sans rien
try-all = Essayer toutes les règles appliquées ici
try-others = autres membres du ménage
try-result = Ce que disent les règles jusqu’ici
try-yes = { $count-n ->
    [0] Aucune règle ne dit oui pour l’instant.
    [one] <b>{ $count }</b> règle <span class="y">dit oui</span>.
   *[other] <b>{ $count }</b> règles <span class="y">disent oui</span>.
}
try-open = { $count-n ->
    [0] Aucune n’attend de réponse.
    [one] <span class="a"><b>{ $count }</b> attend une réponse.</span>
   *[other] <span class="a"><b>{ $count }</b> attendent une réponse.</span>
}
try-no = Les règles qui disent non, et pourquoi
try-elsewhere = { $count-n ->
    [one] { $count } règle d’un autre pays est laissée de côté.
   *[other] { $count } règles d’autres pays sont laissées de côté.
}
try-why = Dites de qui il s’agit, une question à la fois. Rien n’est enregistré.
try-go = Décrire un ménage
reach-of-whom = C’est une règle de ce pays : { $country }. Sont comptées toutes les personnes enregistrées, aussi celles qui sont ailleurs.
lead-yes-about = { $people-n ->
    [one] Le { $day }, elle <span class="y">touche <b>{ $yes }</b></span> de la { $people } personne qu’elle concerne.
   *[other] Le { $day }, elle <span class="y">touche <b>{ $yes }</b></span> des { $people } personnes qu’elle concerne.
}
lead-nobody = Le { $day }, elle ne concerne aucune des personnes comptées.
lead-none-of = { $none-n ->
    [0] Chacune des { $people } personnes que concernent les règles de ce pays ({ $country }) est touchée par l’une d’elles.
    [one] Sur les { $people } personnes que concernent les règles de ce pays ({ $country }), <b>{ $none }</b> n’est touchée par aucune. Les personnes dont la réponse reste ouverte en font partie.
   *[other] Sur les { $people } personnes que concernent les règles de ce pays ({ $country }), <b>{ $none }</b> ne sont touchées par aucune. Les personnes dont la réponse reste ouverte en font partie.
}
about-ties = La règle dit elle-même qui elle concerne : { $ties }.
about-wider = { $people } personnes ont été comptées ; pour { $others } d’entre elles, cela n’est pas le cas, et elles ne sont pas parmi les personnes laissées de côté.
about-open = Pour { $open }, on ne le sait pas ; elles sont parmi celles qu’elle concerne.
about-everybody = Aucune condition de la règle ne dit qui elle concerne, comme le ferait une condition sur un pays ou une nationalité seulement : elle concerne toutes les personnes comptées.
about-withheld = Le nombre de personnes que la règle concerne ({ $ties }) n’est pas affiché, afin que personne ne puisse être reconnu : les chiffres portent sur toutes les personnes.
reform-title = Modifier cette règle
reform-why = Retirez des conditions, écrivez-les autrement, ajoutez-en une, et voyez qui cela touche et à qui cela enlève quelque chose.
reform-go = Modifier cette règle
reform-lede = Retirez une condition, écrivez-la autrement ou ajoutez-en une, et voyez ce que cela change pour les personnes. Rien n’est en vigueur avant que quelqu’un ne le décide.
reform-refused = Cela ne peut pas encore être lu. Ce qui ne va pas est marqué.
reform-dropped = Retirée
reform-changed = Écrite autrement
reform-added = Ajoutée
reform-one-of-several = L’une de plusieurs, dont toutes ne doivent pas être remplies
reform-drop = La retirer
reform-edit = L’écrire autrement
reform-add = Ajouter une condition
reform-expression = Ce qui doit être rempli, dans la langue des règles
reform-looks-at = Elle regarde :
reform-sentence = La même chose en mots, comme on la lira
reform-try-title = Essayer
reform-try-why = Les conditions valent pour chaque jour où la règle est en vigueur ; les valeurs, à partir de leur jour.
reform-clear = Recommencer
reform-tests-right = { $count-n ->
    [one] { $count } test de cette règle donne ce que ses auteurs ont écrit.
   *[other] { $count } tests de cette règle donnent ce que leurs auteurs ont écrit.
}
reform-tests-wrong = { $count-n ->
    [one] { $count } donne autre chose.
   *[other] { $count } donnent autre chose.
}
reform-tests-left-out = { $count-n ->
    [one] { $count } attend quelque chose d’une condition retirée, et est retiré avec elle.
   *[other] { $count } attendent quelque chose d’une condition retirée, et sont retirés avec elle.
}
reform-failing = Tests qui donnent autre chose
reform-versions = Règles : { $pack } { $version } ({ $hash }).
reform-printed = Imprimé le { $day }. Chiffres sur des personnes inventées : ils disent ce que fait une règle, et non combien de personnes il y a.
reform-keep-title = Partager ou emporter
reform-link = Lien vers cette réforme
reform-link-why = Le lien contient ce qui est essayé, aucun texte écrit par quelqu’un et rien sur personne. Qui l’ouvre a besoin d’un compte ici, et compte avec les règles alors en vigueur.
reform-copy = Copier le lien
reform-csv = Chiffres en CSV
reform-print = Imprimer
reform-unsaid = Dites chaque nouvelle condition en mots : on lit la phrase, pas la règle. Elle ne figure dans aucune adresse.
studies-title = Études
studies-lede = Des réformes gardées sous un nom. Chacune est comptée à nouveau quand on l’ouvre, avec les règles de ce jour.
studies-none = Aucune étude n’est encore gardée.
studies-none-next = Ouvrez une règle, choisissez « Modifier cette règle », et gardez ce que vous avez essayé.
study-kept = Gardée par { $account } le { $day }
study-moved = La règle a changé depuis
study-moved-why = Ce qui est essayé est comparé à la règle telle qu’elle est en vigueur maintenant.
study-end = Mettre fin à cette étude
study-name = La garder comme étude
study-name-hint = Un nom sous lequel d’autres la trouvent. Pas de noms de personnes.
study-keep = La garder
way-opens = Ouvert par : { $roles }
way-ends = Comment cela se termine
way-end = { $end } (clos par : { $roles })
way-after = Après : { $what }
way-any = Après l'un de : { $what }
way-depends = Cela s'applique ou non selon : { $what }
way-waits = Attend : { $what }
way-opening = l'ouverture du cas
way-task = Fait par : { $roles }
way-decision = Décidé par : { $roles }
way-referral = Orienté par : { $roles }
way-not-by = Pas par qui a fait ceci : { $what }
way-gate = Doit être établi avant : { $what }
way-within = À faire dans un délai de : { $length }
way-within-of = À faire dans un délai de : { $length }, à partir de : { $start }
way-before = À faire au plus tard { $length } avant : { $start }
way-same-day = À faire le jour même
way-same-day-of = À faire le même jour que : { $start }
way-length-set = un délai qui n'est pas fixé pour aujourd'hui
way-pause = Le délai est suspendu à partir de : { $from }, jusqu'à : { $until }
way-overdue = En cas de retard, en est averti : { $what }
way-hears-after = { $who } après { $length }
way-above = le bureau supérieur
way-by-data = Fait dès que ceci l'établit au dossier : { $what }
way-every = Revient à l'intervalle suivant : { $length }
way-at = Revient après { $lengths } à partir de : { $start }
way-pays = Prévoit un paiement
way-issues = Délivre un justificatif
way-consent = Seulement si la personne est d'accord
way-outcomes = Issues possibles : { $what }
way-against = { $outcome } (défavorable à la personne)
way-silence = Si personne ne décide à temps : { $what }
way-letter = La personne reçoit une lettre : { $text }
way-appeal = Un recours est formé par : { $roles }
way-appeal-to = Le recours est décidé ici : { $what }
way-no-appeal = Pas de recours ici contre : { $what }
way-seats = Dans le comité, chacun une autre personne : { $what }
way-text = On dit alors : { $text }
way-told-open = Quand cela s'ouvre, la personne est informée : { $text }
way-told-done = Quand c'est fait, la personne est informée : { $text }
way-told-late = En cas de retard, la personne est informée : { $text }
brings-title = Fiches qu'il apporte
brings-person = Chacune concerne une personne.
brings-household = Chacune concerne un ménage.
brings-itself = Chacune existe par elle-même et n'appartient à personne.
brings-takes = Prend sur : { $from } ({ $what })
way-approve = { $n-n ->
    [one] L'un d'eux doit être d'accord : { $roles }
   *[other] { $n } d'entre eux doivent être d'accord : { $roles }
}

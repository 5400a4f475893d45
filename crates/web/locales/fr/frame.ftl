### Le cadre de chaque page, l’accueil, la connexion et les pages qui ne peuvent s’afficher.

skip = Aller au contenu
nav-label = Parties principales
nav-studio = Pratiques
nav-desk = Personnes
nav-components = Composants
crumbs-label = Où vous êtes
languages-label = Langues
pages-label = Pages
synthetic-tag = Personnes fictives
trial-foot = un essai, avec des personnes fictives uniquement
signed-in-as = Connecté en tant que { $account }
sign-in = Se connecter
sign-out = Se déconnecter
back-to-start = Aller à l’accueil
list-separator = {", "}
date-long = { $day-n ->
    [1] 1er { $month } { $year }
   *[other] { $day } { $month } { $year }
}
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
figure-withheld = Non affiché, afin que personne ne puisse être reconnu
text-not-translated = Pas encore traduit dans votre langue
text-missing = aucun texte
copy = Copier
copied = Copié
yes = Oui
no = Non
none = Aucun
any = Indifférent
name = Nom
error-prefix = Erreur :
problem-title = Il y a un problème

landing-title = Ce qui a aidé là-bas peut aider ici.
landing-lede = Une pratique s’installe ici comme un ensemble de règles accompagnées de leur loi. Demandez qui elle toucherait et qui elle laisserait de côté. Puis aidez la personne en face de vous.
landing-need = J'ai besoin d'aide
landing-go = Voir les pratiques
landing-packs = { $count-n ->
    [0] Aucune pratique n’est encore installée.
    [one] { $count } pratique est installée.
   *[other] { $count } pratiques sont installées.
}
landing-measures = { $count-n ->
    [0] {""}
    [one] Elle contient { $count } mesure.
   *[other] Elles contiennent { $count } mesures.
}
landing-people = { $count-n ->
    [0] Personne n’est encore enregistré.
    [one] { $count } personne fictive est enregistrée.
   *[other] { $count } personnes fictives sont enregistrées.
}
landing-studio-title = Pour celles et ceux qui font les règles
landing-studio-text = Lisez chaque règle avec sa loi. Déplacez la date. Voyez quelle condition, à elle seule, laisse des personnes de côté, et quelle question lèverait le plus de doutes.
landing-studio-go = Ouvrir les pratiques
landing-desk-title = Pour celles et ceux qui reçoivent
landing-desk-text = Trouvez une personne. Voyez à quoi elle a droit, pourquoi, et ce qu’il faut lui demander ensuite.
landing-desk-go = Ouvrir l’accueil des personnes
landing-promise-title = Ce qu’on ignore n’est jamais pris pour un non
landing-promise-yes = Tout ce que la règle exige est connu et rempli.
landing-promise-needs = Une chose n’est pas encore connue. La page dit quoi demander.
landing-promise-no = Une chose connue ne correspond pas. La page la nomme, avec la loi.
landing-trial = Ceci est un essai. Toutes les personnes que vous voyez ont été inventées par un programme ; aucune personne réelle n’est enregistrée.

account-label = Compte
password-label = Mot de passe
sign-in-logged = Chaque connexion est consignée.
sign-in-wrong = Le compte et le mot de passe ne correspondent pas. Vérifiez les deux et réessayez.
sign-in-wait = { $seconds-n ->
    [one] Trop d’essais. Attendez { $seconds } seconde, puis réessayez.
   *[other] Trop d’essais. Attendez { $seconds } secondes, puis réessayez.
}
trial-sign-ins = Comptes de cet essai
trial-sign-ins-how = Il y en a un par rôle. Les mots de passe ont été montrés à qui a lancé cet essai.

not-found-title = Il n’y a rien ici
not-found-why = La page n’existe pas, ou elle ne vous est pas ouverte.
not-found-next = Vérifiez l’adresse, ou repartez de l’accueil.
not-allowed-title = Votre rôle n’ouvre pas cette page
not-allowed-why = Ce n’est pas une erreur de votre part : chaque rôle ne voit que ce dont son travail a besoin. La tentative a été consignée.
not-allowed-next = Si votre travail l’exige, demandez à votre responsable un rôle qui l’ouvre.
stale-title = Ce formulaire n’est plus valable
stale-why = Vous avez peut-être été déconnecté entre-temps, ou le formulaire venait d’ailleurs. Rien n’a été enregistré.
stale-next = Allez à l’accueil, connectez-vous si besoin, et remplissez de nouveau le formulaire.
too-large-title = C’est trop pour un seul formulaire
too-large-why = Ce qui a été envoyé dépasse la taille permise. Rien n’a été enregistré.
too-large-next = Raccourcissez votre texte et renvoyez-le.
unbound-title = La règle ne peut être posée pour ce jour
unbound-why = Il manque un élément dont la règle a besoin, ou un chiffre de la règle ne peut être calculé pour quelqu'un.
unbound-next = Choisissez un autre jour.
unavailable-title = Cela ne fonctionne pas pour le moment
unavailable-why = Une partie du système ne répond pas. Rien n’a été perdu.
unavailable-next = Réessayez dans quelques minutes. Si cela dure, prévenez l’administrateur.

apart-title = Ces rôles ne vont pas ensemble
apart-why = Une même personne ne peut pas avoir les deux : qui gère le programme ou contrôle les autres ne lit les données de personne, et tous les rôles n’ouvrent pas les compartiments protégés. Rien n’a été enregistré.
apart-next = Revenez en arrière et choisissez d’autres rôles, ou ne cochez aucun compartiment.
unsound-title = Il manque quelque chose, ou quelque chose ne peut être lu
unsound-why = Le formulaire est resté sans motif, ou son contenu ne peut être lu avec ce qui est en vigueur. Rien n’a été enregistré.
unsound-next = Revenez en arrière et complétez ce qui manque.
unread-title = Une partie de cette adresse ou du formulaire ne peut être lue
unread-why = « { $name } » dit { $value }, ce qui n’y a pas sa place. Rien n’a été mis à sa place.
unread-field-why = Le champ « { $name } » contient quelque chose qui n’y a pas sa place. Rien n’a été enregistré.
unread-day-next = Écrivez un jour comme année, mois et jour, par exemple 2026-11-30, ou omettez « { $name } ».
unread-number-next = Écrivez un nombre entier, 0 ou plus, ou omettez « { $name } ».
no-filter-title = Cette liste n’a pas ce filtre
no-filter-why = L’adresse demande des personnes selon quelque chose qui n’est pas un filtre ici. Sans lui, la liste montrerait d’autres personnes que celles demandées ; elle ne montre donc personne.
no-filter-next = Choisissez parmi les filtres de la liste.
moved-title = Ce n’est plus comme cette page le montrait
moved-why = Quelqu’un a changé ce qui est en vigueur, ou a déjà décidé. Rien n’a été enregistré.
moved-next = Rouvrez la page et regardez ce qu’il en est maintenant.

another-person-title = Il faut une autre personne
another-person-why = Une personne seule ne fait pas cela : personne n'approuve son propre acte, ni un acte qui la concerne. Rien n'a été enregistré.
another-person-next = Proposez-le, ou laissez décider quelqu'un d'un autre rôle.
look-again = Regarder de nouveau maintenant
too-much-title = Un instant, s'il vous plaît
too-much-why = On a demandé plus en peu de temps que le travail n'en demande. Pour les recherches, cela est consigné.
too-much-next = Attendez une minute et continuez.
too-often-why = Depuis l’endroit où vous êtes, les règles ont été essayées plus souvent que l’on ne répond à des questions, et d’autres devraient attendre. Rien n’en a été consigné.
strange-title = On a demandé à cette page quelque chose qu’elle ne connaît pas
strange-why = L’adresse ou le formulaire contient quelque chose que cette page ne connaît pas. Cela n’est pas laissé de côté en silence : rien n’a été calculé sans cela.
strange-next = Ouvrez la page de nouveau, et répondez à ses questions.
not-released-title = Pas de chiffres pour ce jour
not-released-why = Les chiffres de personnes réelles sont donnés pour la fin d'un mois écoulé et pour les jours où la règle a changé, afin que la différence entre deux jours ne trahisse personne.
not-released-next = Choisissez l'un de ces jours.
not-released-moved-why = Des chiffres de ce jour ont déjà été donnés, et le registre a changé depuis. Rien de nouveau n'est dit de ce jour, afin que la différence ne trahisse personne.
not-released-moved-next = Choisissez un autre jour, ou revoyez les chiffres déjà donnés de celui-ci.
not-released-few-why = À côté des chiffres déjà donnés, ceux-ci trahiraient quelques personnes.
not-released-few-next = Choisissez un autre jour.
not-released-nobody-why = Trop peu de personnes réelles figurent au registre pour que l'on en dise quoi que ce soit. Rien n'a été donné, et rien n'est gardé de la question.
not-released-nobody-next = Reposez la question quand plus de personnes figureront au registre.
held-title = Une conservation légale est en vigueur
held-why = Tant qu'elle dure, rien de cette personne ne peut être effacé.
held-next = Qui s'occupe des conservations peut proposer de la lever.
in-place-title = Une place doit d'abord être rendue
in-place-why = Une personne qui a encore une place n'est pas effacée : plus personne ne saurait à qui est la place.
in-place-next = Qui suit cette personne note qu'elle est partie. Ensuite, la demande peut être exécutée.
misdirected-why = Cette adresse n'est pas d'ici.
misdirected-next = Utilisez l'adresse que votre organisation vous a donnée.
start-title = Votre travail
start-as = Vous travaillez ici comme : { $roles }
start-seat-title = Choisissez où vous agissez
start-seat-text = Vous travaillez dans plusieurs bureaux. Dites pour lequel vous agissez maintenant.
start-reach-title = Voir qui une règle touche
start-reach-text = Choisissez une règle, changez le jour, et voyez qui elle laisse de côté et quoi demander d’abord.
start-adopt-title = Adopter ou changer une pratique
start-adopt-text = Trouvez ce que d’autres ont fait, voyez ce que cela changerait ici pour les personnes, et mettez-le en vigueur ou proposez-le.
start-account-title = Votre compte
start-account-text = Votre mot de passe, une deuxième étape à la connexion, et où vous êtes connecté.
steps-title = En trois étapes
step-read-title = Lisez une règle
step-read-text = Chacune est écrite en phrases entières, avec la loi dont elle vient et ce que personne n’a encore vérifié.
step-try-title = Essayez-la
step-try-text = Décrivez un ménage, une question à la fois, et lisez la réponse. Rien n’est enregistré.
step-work-title = Travaillez avec
step-work-text = Connectez-vous pour aider la personne en face de vous, voir qui une règle touche, ou proposer un changement.
no-list-title = Cette liste n’est pas connue ici
no-list-why = L’adresse nomme une liste ou un formulaire par un mot fait pour une autre session, ou qui n’existe pas. Une autre liste ressemblerait à la réponse ; rien n’est donc montré.
no-list-next = Regardez toutes les listes et choisissez.
no-list-go = Toutes les listes
printed-on = Imprimé le { $day }.
start-work-text = Ce qu’il y a à faire dans les cas, d’abord ce qui est en retard.
start-places-text = Lits, sièges et autres places : ce qui est libre, et qui attend.
start-yes = { $count-n ->
    [one] { $count } chose attend votre oui ou votre non
   *[other] { $count } choses attendent votre oui ou votre non
}
start-yes-more = { $count-n ->
    [one] Au moins { $count } chose attend votre oui ou votre non
   *[other] Au moins { $count } choses attendent votre oui ou votre non
}
start-late = { $count-n ->
    [one] { $count } chose est en retard dans votre bureau
   *[other] { $count } choses sont en retard dans votre bureau
}
start-mine = { $count-n ->
    [one] { $count } chose est à faire dans les cas dont vous avez la charge
   *[other] { $count } choses sont à faire dans les cas dont vous avez la charge
}

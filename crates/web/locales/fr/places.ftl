# Places par nuit : lits, sièges, et les lignes qui les prennent.
nav-places = Places
record-elsewhere = (vous ne pouvez pas le voir)
record-did-take = Une place a été prise
place-title = Place
place-none = aucune encore
place-waits = attend une place
place-held = réservée
place-lapsed = était réservée, de nouveau libre
place-filled = occupée
place-freed = rendue
place-blocked = fermée
place-left = { $count-n ->
    [0] Il n'y a pas de place pour toutes ces nuits.
    [one] Il reste une place pour ces nuits.
   *[other] Il reste { $count } places pour ces nuits.
}
place-over = { $count-n ->
    [one] Une de plus que la capacité pour ces nuits.
   *[other] { $count } de plus que la capacité pour ces nuits.
}
place-units = { $count-n ->
    [one] 1 place
   *[other] { $count } places
}
place-nights = { $count-n ->
    [one] 1 place, du { $from } au matin du { $until }
   *[other] { $count } places, du { $from } au matin du { $until }
}
place-nights-open = { $count-n ->
    [one] 1 place, à partir du { $from }
   *[other] { $count } places, à partir du { $from }
}
place-kept-until = Réservée jusqu'au { $moment }
place-ends-today = Réservée jusqu'à aujourd'hui seulement
place-since = depuis le { $moment }
place-overdue = Aurait dû partir
place-reserve = Réserver une place
place-wait = Attendre une place
place-fill = Les personnes sont là
place-free = Elles ne viennent pas
place-leave = Elles sont parties
place-other-day = C'était un autre jour
place-on = Quel jour ?
place-full = Il n'y a pas de place pour toutes ces nuits. Vous pouvez attendre, choisir une autre maison ou changer les nuits.
place-unknown = On ne sait pas combien de places a cette maison : personne ne l'a dit, ou les sources ne s'accordent pas. Demandez à qui la gère.
place-which-nights = Le dossier ne dit pas encore où, quelles nuits ou combien. Complétez-le d'abord.
place-already = C'est déjà le cas. Rien n'a changé.
place-nothing = Il n'y a pas de place à rendre ici.
place-no-such-day = Cela ne peut pas avoir été ce jour-là.
place-no-such-number = Ce n'est pas un nombre de places.
places-title = Places par nuit
places-lead = Ce qui est libre, maison par maison et nuit par nuit.
places-none = Aucune maison avec des places n'est encore enregistrée.
places-none-next = Un responsable ou l'équipe des opérations en ajoute une sous Dossiers.
places-where = Maison
places-which = Quelles nuits
places-board = Qui a une place quelle nuit, par code
places-free-by-night = Ce qui est libre chaque nuit
places-code = Code
places-free = Libre
places-board-says = Les nuits marquées sont complètes. Un point d'interrogation : on ne sait pas combien de places il y a.
places-tonight = { $count-n ->
    [0] <span class="n">Rien n'est libre cette nuit</span>, sur { $all }.
    [one] <span class="y"><b>1</b> place est libre cette nuit</span>, sur { $all }.
   *[other] <span class="y"><b>{ $count }</b> places sont libres cette nuit</span>, sur { $all }.
}
places-tonight-over = { $count-n ->
    [one] <span class="n">Une personne de plus que la capacité cette nuit</span>, sur { $all }.
   *[other] <span class="n"><b>{ $count }</b> de plus que la capacité cette nuit</span>, sur { $all }.
}
places-unknown = On ne sait pas combien de places il y a.
places-other-nights = Ce sont d'autres nuits que cette nuit.
places-exceeded = { $count-n ->
    [one] Le { $day }, il y en a une de plus que la capacité.
   *[other] Le { $day }, il y en a { $count } de plus que la capacité.
}
places-told = { $state } : { $span }
places-more = { $count-n ->
    [one] Une autre ligne n'est pas dessinée ; elle compte.
   *[other] { $count } autres lignes ne sont pas dessinées ; elles comptent.
}
places-codes-only = Seuls des codes figurent ici. Seul le dossier qui a pris la place dit à qui est un code.
places-lines = Ligne par ligne
places-offer = Proposer ce qui est libre
places-offer-most = À combien au plus ? Qui attend depuis le plus longtemps et tient passe d'abord.
places-block = Fermer des places
places-block-units = Combien ?
places-block-from = Première nuit
places-block-until = Rouvertes le matin du
place-unblock = Rouvrir
places-earlier = Nuits précédentes
places-later = Nuits suivantes
places-span = Du { $from } au { $until }
place-otherwise = Le dossier dit autre chose entre-temps. Réservez la place à nouveau.
place-others-wait = Ce qui est libre revient à d'autres, qui attendent depuis plus longtemps. Vous pouvez attendre aussi. Si la personne est déjà là, notez-le.
place-in-another = Elle a un lit dans une autre maison. Notez d'abord qu'elle l'a quitté, ou qu'elle est arrivée dans celle-ci.
place-host-closed = Cette maison est fermée et n'accueille plus personne. Choisissez-en une autre.
place-hidden = dans une maison que vous n'avez pas à voir, à moins d'avoir été rendue
place-elsewhere = Cette personne a aussi une place dans une autre maison, pour certaines de ces nuits. Rendez celle qui n'est pas nécessaire.
place-opened = rouvert
places-offered-nobody = Personne parmi ceux qui attendent ne peut prendre ce qui est libre. Rien n'a été proposé.
places-inside = { $count-n ->
    [one] Une personne est ici ou attendue. Après la fermeture, personne n'est plus accueilli ; la ligne reste jusqu'à ce qu'elle soit réglée.
   *[other] { $count } personnes sont ici ou attendues. Après la fermeture, personne n'est plus accueilli ; leurs lignes restent jusqu'à ce qu'elles soient réglées.
}
places-mark = Marquer la ligne
places-marked-on = Quel jour ? Laissez vide pour aujourd'hui.
places-fill-marked = Toutes les personnes marquées sont là
places-free-marked = Toutes les personnes marquées sont parties ou ne viennent pas
places-settled = Lignes réglées maintenant : { $done }.
places-settled-in-part = Lignes réglées maintenant : { $done }. Non réglées : { $left } ; regardez-les une à une.
place-days = { $count-n ->
    [one] 1 place, du { $from } au { $until }
   *[other] { $count } places, du { $from } au { $until }
}
place-hidden-days = à un endroit que vous n'avez pas à voir, à moins d'avoir été rendue
place-full-days = Il n'y a plus de place. Vous pouvez attendre, ou choisir autre chose.
place-in-another-days = Elle a une place ailleurs. Notez d'abord qu'elle l'a quittée, ou qu'elle est arrivée ici.
place-host-closed-days = C'est fermé, et personne n'est plus accueilli. Choisissez autre chose.
place-unknown-days = On ne sait pas combien de places il y a : personne ne l'a dit, ou les sources ne s'accordent pas. Demandez à qui s'en occupe.
place-which-days = Le dossier ne dit pas encore où ou combien. Complétez-le d'abord.
places-title-days = Places
places-lead-days = Ce qui est libre, un par un et jour par jour.
places-where-days = Où
places-which-days = Quels jours
places-board-days = Qui a une place quel jour, par code
places-free-by-day = Ce qui est libre chaque jour
places-board-says-days = Les jours marqués sont complets. Un point d'interrogation : on ne sait pas combien de places il y a.
places-now = { $count-n ->
    [0] <span class="n">Rien n'est libre maintenant</span>, sur { $all }.
    [one] <span class="y"><b>1</b> place est libre maintenant</span>, sur { $all }.
   *[other] <span class="y"><b>{ $count }</b> places sont libres maintenant</span>, sur { $all }.
}
places-now-over = { $count-n ->
    [one] <span class="n">Une de plus que la capacité</span>, sur { $all }.
   *[other] <span class="n"><b>{ $count }</b> de plus que la capacité</span>, sur { $all }.
}
places-other-days = Ce sont d'autres jours qu'aujourd'hui.
places-block-from-days = Premier jour
places-block-until-days = Rouvertes le
places-earlier-days = Jours précédents
places-later-days = Jours suivants
place-early = Les personnes sont arrivées avant la première nuit que dit le dossier. Si c'est le cas, corrigez le dossier :
place-was = Était à { $house } : { $span }
record-line-waits = Attend une place à { $house } : { $span }
record-line-held = Une place a été réservée à { $house } : { $span }
record-line-came = Arrivée à { $house } : { $span }
record-line-stays = La place à { $house } est désormais : { $span }
record-line-left = Départ de { $house } : { $span }
record-line-given = La place à { $house } a été rendue, personne n'est venu : { $span }
places-disagree = <span class="n">Les sources ne s'accordent pas sur le nombre de places</span> : { $numbers }. Dites laquelle fait foi.
places-earlier-told = { $count-n ->
    [one] Une entrée plus ancienne sur une ligne n'est pas affichée ici.
   *[other] { $count } entrées plus anciennes sur des lignes ne sont pas affichées ici.
}

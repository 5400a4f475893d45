# Plazas por noche: camas, asientos, y las líneas que las ocupan.
nav-places = Plazas
record-elsewhere = (no puede verlo)
record-did-take = Se tomó una plaza
place-title = Plaza
place-none = ninguna todavía
place-waits = espera una plaza
place-held = guardada
place-lapsed = estuvo guardada, vuelve a estar libre
place-filled = ocupada
place-freed = devuelta
place-blocked = cerrada
place-left = { $count-n ->
    [0] No hay plaza para todas estas noches.
    [one] Queda una plaza para estas noches.
   *[other] Quedan { $count } plazas para estas noches.
}
place-over = { $count-n ->
    [one] Una más de las que caben estas noches.
   *[other] { $count } más de las que caben estas noches.
}
place-units = { $count-n ->
    [one] 1 plaza
   *[other] { $count } plazas
}
place-nights = { $count-n ->
    [one] 1 plaza, desde el { $from } hasta la mañana del { $until }
   *[other] { $count } plazas, desde el { $from } hasta la mañana del { $until }
}
place-nights-open = { $count-n ->
    [one] 1 plaza, desde el { $from }
   *[other] { $count } plazas, desde el { $from }
}
place-kept-until = Guardada hasta el { $moment }
place-ends-today = Guardada solo hasta hoy
place-since = desde el { $moment }
place-overdue = Ya debería haberse ido
place-reserve = Guardar una plaza
place-wait = Esperar una plaza
place-fill = Ya están aquí
place-free = No vienen
place-leave = Se han ido
place-other-day = Fue otro día
place-on = ¿Qué día?
place-full = No hay plaza para todas estas noches. Puede esperar una, elegir otra casa o cambiar las noches.
place-unknown = No se sabe cuántas plazas tiene esta casa: nadie lo ha dicho, o las fuentes no coinciden. Pregunte a quien la lleva.
place-which-nights = El expediente aún no dice dónde, qué noches o cuántas. Complételo primero.
place-already = Ya es así. No se ha cambiado nada.
place-nothing = Aquí no hay plaza que devolver.
place-no-such-day = No pudo ser ese día.
place-no-such-number = Eso no es un número de plazas.
places-title = Plazas por noche
places-lead = Lo que está libre, casa por casa y noche por noche.
places-none = Todavía no hay ninguna casa con plazas registrada.
places-none-next = Una persona supervisora u operaciones añade una en Expedientes.
places-where = Casa
places-which = Qué noches
places-board = Quién tiene plaza qué noche, por código
places-free-by-night = Lo que está libre cada noche
places-code = Código
places-free = Libre
places-board-says = Las noches marcadas están completas. Un signo de interrogación: no se sabe cuántas plazas hay.
places-tonight = { $count-n ->
    [0] <span class="n">Esta noche no hay nada libre</span>, de { $all }.
    [one] <span class="y">Esta noche hay <b>1</b> libre</span>, de { $all }.
   *[other] <span class="y">Esta noche hay <b>{ $count }</b> libres</span>, de { $all }.
}
places-tonight-over = { $count-n ->
    [one] <span class="n">Una persona más de las que caben esta noche</span>, de { $all }.
   *[other] <span class="n"><b>{ $count }</b> más de las que caben esta noche</span>, de { $all }.
}
places-unknown = No se sabe cuántas plazas hay.
places-other-nights = Son otras noches, no la de hoy.
places-exceeded = { $count-n ->
    [one] El { $day } hay una más de las que caben.
   *[other] El { $day } hay { $count } más de las que caben.
}
places-told = { $state }: { $span }
places-more = { $count-n ->
    [one] Otra línea no está dibujada; cuenta.
   *[other] Otras { $count } líneas no están dibujadas; cuentan.
}
places-codes-only = Aquí solo hay códigos. De quién es un código solo lo dice el expediente que tomó la plaza.
places-lines = Línea por línea
places-offer = Ofrecer lo que está libre
places-offer-most = ¿A cuántos como máximo? Primero quien más tiempo espera y cabe.
places-block = Cerrar plazas
places-block-units = ¿Cuántas?
places-block-from = Primera noche
places-block-until = Abiertas de nuevo la mañana del
place-unblock = Volver a abrir
places-earlier = Noches anteriores
places-later = Noches siguientes
places-span = Del { $from } al { $until }
place-otherwise = El expediente dice ya otra cosa. Vuelva a guardar la plaza.
place-others-wait = Lo que queda libre corresponde a otras personas, que esperan desde hace más tiempo. También puede esperar. Si la persona ya está aquí, anótelo.
place-in-another = Tiene una cama en otra casa. Anote primero que la ha dejado, o que ha llegado a esta.
place-host-closed = Esta casa se cerró y no acoge a nadie. Elija otra.
place-hidden = en una casa que no le corresponde ver, salvo que se haya devuelto
place-elsewhere = También tiene una plaza en otra casa, en algunas de estas noches. Devuelva la que no hace falta.
place-opened = abierta de nuevo
places-offered-nobody = Nadie de quienes esperan cabe en lo que está libre. No se ofreció nada.
places-inside = { $count-n ->
    [one] Hay una persona aquí o se la espera. Tras el cierre no se acoge a nadie; la línea queda hasta que se resuelva.
   *[other] Hay { $count } personas aquí o se las espera. Tras el cierre no se acoge a nadie; sus líneas quedan hasta que se resuelvan.
}
places-mark = Marcar la línea
places-marked-on = ¿Qué día? Déjelo vacío si es hoy.
places-fill-marked = Todas las marcadas están aquí
places-free-marked = Todas las marcadas se fueron o no vienen
places-settled = Líneas resueltas ahora: { $done }.
places-settled-in-part = Líneas resueltas ahora: { $done }. Sin resolver: { $left }; mírelas una por una.
place-days = { $count-n ->
    [one] 1 plaza, desde el { $from } hasta el { $until }
   *[other] { $count } plazas, desde el { $from } hasta el { $until }
}
place-hidden-days = en un lugar que no le corresponde ver, salvo que se haya devuelto
place-full-days = No queda plaza. Puede esperar una, o elegir otra cosa.
place-in-another-days = Tiene una plaza en otro lugar. Anote primero que la ha dejado, o que ha llegado a este.
place-host-closed-days = Se cerró y no acoge a nadie. Elija otra cosa.
place-unknown-days = No se sabe cuántas plazas hay: nadie lo ha dicho, o las fuentes no coinciden. Pregunte a quien lo lleva.
place-which-days = El expediente aún no dice dónde, o cuántas. Complételo primero.
places-title-days = Plazas
places-lead-days = Lo que está libre, uno por uno y día por día.
places-where-days = Dónde
places-which-days = Qué días
places-board-days = Quién tiene plaza qué día, por código
places-free-by-day = Lo que está libre cada día
places-board-says-days = Los días marcados están completos. Un signo de interrogación: no se sabe cuántas plazas hay.
places-now = { $count-n ->
    [0] <span class="n">Ahora no hay nada libre</span>, de { $all }.
    [one] <span class="y">Ahora hay <b>1</b> libre</span>, de { $all }.
   *[other] <span class="y">Ahora hay <b>{ $count }</b> libres</span>, de { $all }.
}
places-now-over = { $count-n ->
    [one] <span class="n">Una más de las que caben</span>, de { $all }.
   *[other] <span class="n"><b>{ $count }</b> más de las que caben</span>, de { $all }.
}
places-other-days = Son otros días, no el de hoy.
places-block-from-days = Primer día
places-block-until-days = Abiertas de nuevo el
places-earlier-days = Días anteriores
places-later-days = Días siguientes
place-early = Llegaron antes de la primera noche que dice el expediente. Si fue así, corrija el expediente:
place-was = Estuvo en { $house }: { $span }
record-line-waits = Espera una plaza en { $house }: { $span }
record-line-held = Se guardó una plaza en { $house }: { $span }
record-line-came = Llegada a { $house }: { $span }
record-line-stays = La plaza en { $house } es desde ahora: { $span }
record-line-left = Salida de { $house }: { $span }
record-line-given = La plaza en { $house } se devolvió y nadie vino: { $span }
places-disagree = <span class="n">Las fuentes no coinciden en cuántas plazas hay</span>: { $numbers }. Diga cuál vale.
places-earlier-told = { $count-n ->
    [one] Una entrada anterior sobre una línea no se muestra aquí.
   *[other] { $count } entradas anteriores sobre líneas no se muestran aquí.
}

### La atención: buscar personas, una persona.

desk-title = Personas
search-label = Buscar a una persona
search-hint = Palabras enteras del nombre, un teléfono o un número de documento.
search-go = Buscar
search-none = Nadie coincide con estas palabras.
search-none-next = Pruebe el nombre tal como figura en el documento, o menos palabras.
filters = Acotar la lista
filter-go = Mostrar
filter-clear = Borrar la selección
filter-none = Nadie coincide con esta selección.
show-everybody = Mostrar a todas
desk-empty = Todavía no hay nadie registrado.
desk-empty-next = Las personas llegan por una importación o las registra un trabajador de casos.
people-shown = { $from } a { $to } de { $total } personas
page-before = Página anterior
page-after = Página siguiente
reads-logged = Queda anotado quién lee nombres y otros datos sellados, y se le puede decir a la persona quién miró.
name-unknown = Nombre sin registrar
person-title = Una persona
synthetic-one = Ficticia
held = Retención legal
person-yes = { $count-n ->
    [0] Ninguna medida <span class="n">alcanza</span> todavía a esta persona.
    [one] <span class="y"><b>{ $count }</b> medida alcanza</span> a esta persona.
   *[other] <span class="y"><b>{ $count }</b> medidas alcanzan</span> a esta persona.
}
person-settled = En todas las medidas está claro si hay derecho. Lo que se pregunta abajo resuelve lo demás, como una cantidad.
person-open = { $count-n ->
    [0] No queda nada por preguntar.
    [one] <span class="a"><b>{ $count }</b> más necesita una respuesta.</span>
   *[other] <span class="a"><b>{ $count }</b> más necesitan una respuesta.</span>
}
ask-waiting = { $count-n ->
    [one] { $count } medida espera esta respuesta.
   *[other] { $count } medidas esperan esta respuesta.
}
entitled-title = A qué podría tener derecho esta persona
entitled-here = Aquí: { $country }
entitled-home = En el país de origen: { $country }
entitled-anywhere = Dondequiera que esté la persona
entitled-elsewhere = En otros países
not-entitled-title = Lo que no alcanza a esta persona, y por qué
answers-none = Todavía no hay ninguna medida instalada.
household = Hogar
household-alone = No consta nadie más.
on-record = Lo que consta
record-empty = No consta nada que usted pueda ver.
walled = Los hechos protegidos, si los hay, solo los ve el personal asignado.
group-person = Persona
group-name = Nombre
group-contact = Contacto
group-document = Documentos
group-language = Idiomas
group-household = Hogar
group-stay = Estancia y protección
group-journey = Trayecto
group-application = Solicitud y permiso
group-work = Trabajo
group-health = Salud y cuidados
group-child = Infancia
existence-title = Primero, busque
existence-why = Su función permite saber si alguien está registrado, no quién es.
existence-known = Hay alguien registrado con estas palabras.
existence-next = Derive a la persona a un trabajador de casos, que puede abrir el registro.
desk-nothing = Todavía no se le ha asignado ninguna lista.
desk-nothing-why = Su función ve a las personas de una lista asignada, como una operación o un plan de pagos.
elsewhere-only = Ninguna de sus personas coincide con estas palabras. Otra persona registrada sí.
elsewhere-too = Alguien que no está entre sus personas también coincide con estas palabras.
elsewhere-next = Pregunte a su supervisor, que puede hacer que se le entregue el caso. No se muestra nada más, para proteger a las personas.
kept-title = No se le dice
kept-why = Depende de hechos protegidos que su rol no abre. Quien tiene asignada a la persona ve la respuesta.
untold-title = No se puede decir para hoy
untold-why = Falta algo que estas reglas necesitan, o una cifra no puede calcularse.

ask-enter = Registrar
entry-entered = Consta en el registro, y las reglas ya lo tienen en cuenta.
entry-unfit = lo que se ha escrito no responde a la pregunta. No se ha guardado nada.
entry-not-yet = ese día aún no ha llegado, así que no puede ser. No se ha guardado nada. Compruebe la fecha en el documento.
entry-cannot-be-with = no puede ser junto con lo que consta en «{ $other }». No se ha guardado nada. Compruebe ambos datos en el documento.
entry-overtaken = otra persona ha escrito algo aquí entretanto. No se ha sustituido nada; mire lo que consta ahora.
ask-not-here = La respuesta no se escribe en esta página.
questions-title = Otras preguntas abiertas

### Records of people.

records-title = Expedientes
records-lead = Lo que está abierto sobre las personas: elija un tipo y después un expediente.
records-kinds = Tipos de expediente
records-nothing = Aquí no hay expedientes para usted.
records-nothing-why = Su función no abre ninguno, o ningún paquete instalado trae un tipo de expediente.
records-open = Mostrar los abiertos
records-closed = Mostrar los cerrados
records-none = No hay nada abierto de este tipo.
records-none-says = Nada de lo que figura aquí dice esto.
records-none-closed = Todavía no hay nada cerrado de este tipo.
records-none-next = Un expediente se abre en la página de la persona de que trata.
records-shown = { $from } a { $to } de { $total } expedientes
records-what = Expediente
records-whose = Persona
records-household-of = Hogar de { $name }
records-household = Un hogar
records-hands = Quién lo lleva
records-changed = Último cambio
records-nobody = nadie todavía
person-no-records = No hay ninguno que usted pueda ver.
record-new = Nuevo
record-new-lead = Rellene lo que sepa. Lo que deje vacío queda abierto y se puede añadir después.
record-open = Abrir el expediente
record-leave = Salir sin guardar
record-says = Lo que dice
record-save = Guardar los cambios
record-saved = Ha quedado registrado.
record-unfit = Algo no responde a su pregunta; está marcado abajo. No se ha guardado nada.
record-unfit-here = esto no responde a la pregunta
unfit-these = No se ha guardado nada, y nada de lo que escribió se ha perdido. Esto aún no encaja:
fits-day = escriba el día así: { $example }, el año, el mes, el día
fits-partial-day = escriba el día así: { $day }, el año, el mes, el día; si sabe menos, el mes o el año: { $month } o { $year }
fits-time = escriba la hora así: { $example }
fits-whole = escriba un número entero
fits-decimal = { $places-n ->
    [one] escriba un número con { $places } decimal como máximo
   *[other] escriba un número con { $places } decimales como máximo
}
fits-money = escriba un importe, por ejemplo { $example }
fits-least = no menos de { $end }
fits-most = no más de { $end }
record-overtaken = Otra persona cambió este expediente entretanto. No se ha puesto nada encima; mire lo que dice ahora.
record-is-closed = Este expediente está cerrado. Ábralo de nuevo primero.
record-closed-already = Este expediente ya estaba cerrado; «Lo que ha pasado» dice quién lo cerró y por qué. No se ha añadido nada.
record-open-already = Este expediente ya estaba abierto de nuevo; «Lo que ha pasado» dice quién lo abrió y por qué. No se ha añadido nada.
record-another = Hay un expediente de este tipo abierto para esta persona. Siga con ese, o ciérrelo antes.
record-opened-already = Este formulario ya abrió este expediente. Lo que dice ahora y el expediente no dice no se ha guardado: está abajo.
record-no-reason = Diga por qué en pocas palabras; dos mil caracteres como mucho.
record-nobody = Nadie con esta cuenta trabaja en su oficina, puede leer esto y puede abrirlo.
record-protected = Protegido
record-state-open = abierto
record-state-closed = cerrado
record-take = Lo llevo yo
record-release = De nadie por ahora
record-assign = Dárselo a otra persona
record-assign-to = Su cuenta
record-assign-go = Dárselo
record-close-title = ¿No queda nada por hacer?
record-reopen-title = ¿Queda algo por hacer?
record-reason = Por qué
record-close = Cerrar el expediente
record-reopen = Abrirlo de nuevo
record-history = Lo que ha pasado
record-did-open = abierto
record-did-say = { $field }: { $value }
record-did-assign = dado a { $account }
record-did-release = de nadie
record-did-close = cerrado: { $reason }
record-did-reopen = abierto de nuevo: { $reason }
record-empty-form = Rellene al menos un campo.
record-typed = Lo que usted escribió, que no se ha guardado:
record-not-for-them = Esto no se abre para esta persona: según lo que consta, no es para ella.
record-against = Lo que se opone:
record-against-go = Verlo en su página
record-against-unseen = No puede ver lo que se opone. Pregunte a su supervisor.

### Cases: records that run a pathway.

case-way = El camino
case-stage-now = ahora
case-stage-left = hecho
case-stage-skipped = no corresponde
case-stage-undecided = no se sabe si corresponde
case-stage-ahead = más adelante
case-due = hasta el { $when }
case-due-between = entre el { $from } y el { $to }, no se sabe con exactitud
case-due-not-before = no antes del { $when }
case-late = atrasado desde el { $when }
case-done = hecho el { $when }
case-done-times = { $n-n ->
    [one] hecho el { $when }
   *[other] hecho { $n } veces, la última el { $when }
}
case-next = la próxima, antes del fin del { $when }
case-again = Esto vuelve a tocar. La última vez está hecha; la próxima toca el día que figura aquí.
case-rests = vuelve a tocar cuando llegue el momento
case-waits = espera a otras personas
case-waits-until = espera a otras personas hasta el { $when }
case-referred = enviado a { $to }
case-marked = no se sabe si corresponde
case-nothing-open = No hay nada que hacer ahora
case-nothing-open-why = El caso espera: un día, a otra persona o algo que todavía no se sabe.
case-nothing-open-end = Se puede cerrar.
case-not-yours = Esto lo hace otra persona.
case-unseen = Quien hace esto no ve el caso: avísele. Una vez hecho, un supervisor lo quita con «Prescindir de ello» y una palabra sobre el motivo.
case-rarely = Otra cosa
case-asks = Por preguntar
case-asks-why = Mientras no se sepa, una parte del camino no se puede decidir.
case-offered = También se puede hacer
case-past = Lo que está hecho
case-do = Hecho
case-earlier = Se hizo antes
case-happened = Cuándo
case-was = fue el
case-decide = ¿Qué se decide?
case-reasons = Motivos. Lo que va contra la persona los necesita.
case-decide-go = Decidir
case-vote = Otra persona hizo esto. Usted lo mira y dice sí o no.
case-seat = Para qué puesto
case-yes = Sí
case-no = No, devolver
case-serve = La carta se entregó
case-appeal = La persona recurre
case-add = Ponerlo en la lista
case-waive = Prescindir de ello
case-pause = Parar el plazo
case-resume = Reanudar el plazo
case-extend = Dar más tiempo
case-extend-by = Cuánto más
case-unit = Unidad
case-working-days = días hábiles
case-days = días
case-hours = horas
case-refer-to = A quién
case-priority = Urgencia
case-normal = normal
case-urgent = urgente, en 72 horas
case-emergency = emergencia, en 24 horas
case-consent = La persona está de acuerdo en que se comparta con ellos
case-refer-go = Derivar
case-answer = Su respuesta
case-accepted = aceptado
case-declined = rechazado
case-completed = terminado
case-answer-go = Anotarlo
case-end = Cómo termina
case-end-error = Se abrió por error
case-move-heading = Reglas más recientes
case-move-title = Este caso sigue las reglas del { $from }; hay otras más recientes en vigor desde el { $to }.
case-move-title-undated = Este caso sigue reglas más antiguas que las que están en vigor.
case-move-stays = Conserva las suyas hasta que alguien lo pase a las nuevas. Lo hecho, hecho queda.
case-move-show = Qué cambiaría si se pasara
case-move-nothing = Hoy nada sería distinto.
case-move-what = Qué
case-move-now = Ahora
case-move-then = Según las nuevas reglas
case-move-absent = no está
case-stands-waiting = espera a lo anterior
case-stands-undecided = nadie puede saberlo todavía
case-stands-offered = puede hacerse
case-stands-open = por hacer
case-stands-done = hecho
case-stands-waived = se prescindió de ello
case-stands-skipped = no corresponde
case-stands-resting = volverá más adelante
case-stands-stopped = el plazo está parado
case-stands = { $how }
case-stands-with = { $how }, { $clock }
case-move-end-more = Podría terminar así: { $what }
case-move-end-less = Ya no podría terminar así: { $what }
case-move-ask-more = Por preguntar: { $what }
case-move-ask-less = Ya no hay que preguntar: { $what }
case-move-two = Según las nuevas reglas se debe menos a la persona. Hacen falta dos personas: una lo pide y una supervisora o un supervisor pasa el caso.
case-move-cannot = No se puede pasar: se perdería algo que se hizo.
case-move-undone = { $item }: dejaría de estar hecho
case-move-dropped = { $item }: no existe en las nuevas reglas
case-move-asked = { $account } lo pidió el { $at }: { $why }
case-move-go = Pasar este caso a las nuevas reglas
case-move-ask = Pedirlo a una supervisora o un supervisor
case-move-asked-already = Alguien ya lo ha pedido.
case-move-ask-first = Se debería menos a la persona. Otra persona lo pide antes.
case-rules-changed = Están en vigor otras reglas que las que se mostraban. Mire qué cambiaría ahora.
case-unreadable = Las reglas de este caso ya no se pueden leer
case-unreadable-why = Aquí no puede decirse qué está abierto, qué vence ni qué se debe, y ninguna otra regla ocupa su lugar. Lea lo que pasó y haga que el caso pase a las reglas en vigor.
case-loosens-more-see = Más personas ven el caso
case-loosens-unsafe-contact = Se contacta a la persona aunque quizá no sea seguro
case-loosens-reads-more = Las reglas pueden usar lo que antes no podían
case-loosens-later = { $item }: puede tardar más
case-loosens-fewer-votes = { $item }: menos personas deben estar de acuerdo
case-loosens-no-appeal = { $item }: ya no se puede recurrir
case-loosens-other-voters = { $item }: lo aprueban otras personas
case-loosens-own-review = { $item }: puede hacerlo quien hizo lo que se revisa
case-loosens-not-adverse = { $item }: un resultado ya no cuenta como contrario a la persona
case-loosens-other-letter = { $item }: su carta, o lo que significa el silencio, es otra cosa
case-loosens-not-asked = { $item }: ya no se pregunta a la persona
case-loosens-no-gate = { $item }: lo que hay que saber antes es menos, u otra cosa
case-loosens-other-doers = { $item }: pueden hacerlo otras personas
case-loosens-opens-less = Puede que el caso ya no se abra para todas las personas para las que se podía
case-loosens-ends-easier = Un caso puede cerrarse cuando antes no se podía
case-loosens-not-owed = { $item }: ya no es obligatorio hacerlo
case-loosens-applies-less = { $item }: puede que ya no valga para todas las personas para las que valía
case-loosens-less-time = { $item }: deja menos tiempo a la persona
case-loosens-rarer = { $item }: puede repetirse con menos frecuencia
case-loosens-answer-later = { $item }: la respuesta puede llegar más tarde
case-loosens-not-escalated = { $item }: menos personas se enteran del retraso, o se enteran más tarde
case-loosens-waits-for-more = { $item }: espera a otra cosa
case-loosens-done-otherwise = { $item }: otra cosa lo da por hecho
case-loosens-harder-appeal = { $item }: es más difícil recurrir
case-loosens-worse-outcomes = { $item }: los resultados posibles son peores para la persona
case-loosens-not-told = { $item }: se informa menos a la persona
case-loosens-gives-less = { $item }: lo que paga, expide o anota es otra cosa
case-loosens-other-service = { $item }: la derivación o la forma de compartir datos es otra
case-loosens-unreadable = Lo que se debía según las reglas anteriores ya no se puede leer
case-did-move = pasado a reglas más recientes. Por qué: { $reason }
case-did-ask-move = pidió pasarlo a reglas más recientes. Por qué: { $reason }
case-mistake = Fue un error
case-retract = Retirarlo
case-not-now = Esto no se puede hacer como está el caso ahora. Mire lo que está abierto.
case-another-person = Es su propio trabajo: lo debe mirar otra persona.
case-reasons-missing = Diga por qué. Lo que va contra la persona, cambia lo previsto o devuelve un trabajo necesita un motivo.
case-no-consent = La persona no ha dicho que esté de acuerdo en compartirlo. Pregunte primero.
case-do-not-contact = No se sabe si se puede contactar a la persona sin peligro. No sale nada.
case-gate = Lo que debe saberse antes no se sabe, o no se cumple. Vea lo que hay que preguntar.
case-full = Otra persona ha ocupado este puesto, o ya hay un caso abierto.
case-no-such-moment = No es un momento entre la apertura del caso y ahora.
case-did-begin = empezó el camino
case-did-do = hecho: { $item }
case-did-waive = se prescinde de: { $item }
case-did-add = puesto en la lista: { $item }
case-did-pause = plazo parado: { $item }
case-did-resume = plazo reanudado: { $item }
case-did-extend = más tiempo: { $item }, { $value }
case-did-decide = decidido: { $item }, { $value }
case-did-yes = dijo sí: { $item }
case-did-no = dijo no: { $item }
case-did-serve = entregado: { $item }
case-did-appeal = recurrido: { $item }
case-did-refer = derivado: { $item }, a { $value }
case-did-answer = respuesta: { $item }, { $value }
case-did-consent = la persona está de acuerdo: { $to }
case-did-send = dicho: { $text }
case-did-retract = se retiró un error
case-did-appoint = designado: { $item }, { $value }
case-did-why = { $what }. Por qué: { $why }
work-title = Mi trabajo
work-whose = El trabajo de quién
work-mine = Lo que llevo yo
work-office = Toda la oficina
work-late = Atrasado
work-today = Hoy
work-week = En una semana
work-later = Más adelante
work-undated = Sin fecha
work-next = Qué sigue
work-due = Hasta
work-serve = Entregar la carta: { $item }
work-look = Mire este caso: no hay nada abierto
work-none = No hay nada que hacer.
work-none-mine = Usted no lleva nada.
work-none-next = Un caso se abre en la página de la persona de que trata.
work-nobody = De nadie todavía
work-yes = Espera mi sí
work-kind = Itinerario
work-kind-all = Todos
work-until = Hasta el final del
work-none-view = No hay nada así que hacer.
work-unseen = Para: { $roles }. No ve este caso: avísele.
work-none-unseen = Lo que su función hace en un caso se lo dice quien lleva ese caso.
work-vote = Decir sí o no: { $item }
work-tell = Avisar a la persona: { $item }
work-ask-how = No contactar, preguntar cómo. Hay que decirle: { $item }
work-above = Atrasado en una oficina dependiente: { $item }
work-escalated = le toca a usted desde el { $when }
work-elsewhere = Alguien en { $office }. Usted no ve de quién se trata: llame a { $call }.
work-elsewhere-nobody = Alguien en { $office }. Usted no ve de quién se trata, y ahora nadie responde de esa oficina.
work-made-anew = Esta lista se está rehaciendo, porque han cambiado los itinerarios. Hasta entonces los casos se muestran como están ahora; puede faltar alguno.
work-unreadable = { $n-n ->
    [one] Una entrada no se puede leer: alguien la cambió en la base de datos. Las demás son correctas. Avise ya a quien administra el sistema.
   *[other] { $n } entradas no se pueden leer: alguien las cambió en la base de datos. Las demás son correctas. Avise ya a quien administra el sistema.
}
case-messages = Lo que hay que decir
case-messages-why = Onward no envía nada todavía. Quien avisa a la persona lo anota aquí.
case-message-since = por decir desde el { $when }
case-message-told = dicho el { $when }
case-message-over = no se dijo; tocaba el { $when }
case-message-ask = No contactar: preguntar cómo
case-message-ask-go = Anotar si es seguro contactar
case-tell = Ya se lo he dicho
case-left-hours = { $n-n ->
    [one] parado, queda una hora
   *[other] parado, quedan { $n } horas
}
case-left-days = { $n-n ->
    [one] parado, queda un día
   *[other] parado, quedan { $n } días
}
case-left-working-days = { $n-n ->
    [one] parado, queda un día hábil
   *[other] parado, quedan { $n } días hábiles
}
case-missed = { $n-n ->
    [one] no se hizo una vez
   *[other] no se hizo { $n } veces
}
work-lead = { $late-n ->
    [0] Nada está atrasado.
    [one] <span class="n"><b>Una cosa</b> está atrasada.</span>
   *[other] <span class="n"><b>{ $late }</b> cosas están atrasadas.</span>
}
register-title = Registrar a una persona
register-member-title = Añadir a alguien de este hogar
register-lead = Rellene lo que sepa. Lo que deje vacío queda como no conocido y puede preguntarse más tarde.
register-first = Quién es
register-more = Más: contacto, documentos, estancia, trabajo
register-go = Registrar
register-again = Comprobar de nuevo
register-done = La persona está registrada.
register-done-unseen = La persona está registrada. La siguiente puede registrarse aquí.
register-next = Registrar a otra persona
register-member = Añadir a alguien del mismo hogar
register-unfit = Algo no responde a su pregunta; está marcado abajo. No se ha guardado nada, y nada de lo que escribió se ha perdido.
register-sent-before = Este formulario ya se envió, y la persona está registrada. Lo que cambió después no se ha guardado: abra a la persona y cámbielo allí.
register-open = Abrir a la persona
register-household-contested = Las fuentes no coinciden en qué hogar es. Resuélvalo primero en la página de la persona. No se ha guardado nada.
register-household-moved = Otra persona ha anotado algo sobre este hogar entretanto. No se ha guardado nada; mírelo y envíe el formulario de nuevo.
alike-title = ¿Está ya registrada esta persona?
alike-lead = Todavía no se ha registrado a nadie. Compare, y pregunte a la persona si no está seguro.
alike-paper = el mismo documento o correo electrónico
alike-name-birth = un nombre así, y la fecha de nacimiento puede ser la misma
alike-name = un nombre así, y falta una fecha de nacimiento
alike-name-not-birth = el mismo nombre, con otra fecha de nacimiento
alike-open = Es esta persona
alike-more = Hay más personas con un nombre así que las que se muestran aquí: búsquelas también.
alike-other = Es otra persona: registrar
alike-nobody-merged = Usted decide. Nada se fusiona, y ambas quedan como están.
field-change = Cambiar
field-close = Cerrar
field-past = Quién dijo qué y cuándo
field-past-none = Nadie ha dicho nada todavía.
field-contested = Las fuentes no coinciden. Usted cambia lo que dice la oficina; lo que dice otra fuente queda hasta que esa fuente diga otra cosa.
field-take-back = Al final no se sabe
field-taken-back = retirado
field-unfit = Esto no responde a la pregunta. No se ha guardado nada.
field-not-ours = Lo dice otra fuente, y la oficina no ha dicho nada que pueda retirarse. Diga mejor qué es.
fields-missing = Aún no se sabe: añadir algo
household-here = dado aquí
field-look = Historial
pick-another = Añadir otra respuesta
case-appoint = Dar un puesto en el comité
case-proposed = { $by } decidió: { $what }.
case-proposed-why = { $by } decidió: { $what }. Por qué: { $why }
case-proposed-done = { $by } dice que está hecho.
case-deemed = nadie decidió a tiempo: así lo dice la regla
case-taken-back = retirado
case-did-for = por la persona: { $what }
case-length-hours = { $n-n ->
    [one] una hora
   *[other] { $n } horas
}
case-length-days = { $n-n ->
    [one] un día
   *[other] { $n } días
}
case-length-working-days = { $n-n ->
    [one] un día hábil
   *[other] { $n } días hábiles
}
case-length-weeks = { $n-n ->
    [one] una semana
   *[other] { $n } semanas
}
case-length-months = { $n-n ->
    [one] un mes
   *[other] { $n } meses
}
record-note = Anotar una conversación
record-note-text = ¿Qué se dijo y qué se acordó?
record-note-when = ¿Cuándo fue? Déjelo vacío si fue ahora mismo.
record-note-go = Guardar la nota
record-did-note = Se anotó una conversación: { $text }
record-no-note = Escriba primero lo que se dijo, en una o dos páginas como máximo.
records-leading = Lo que lleva aquí
case-by-data = Queda hecho en cuanto consta: aquí abajo, o en la página de la persona.
case-text = Para decir o enviar:
case-text-for = Para decir o enviar a { $name }:
record-not-yet = Ese momento aún no ha llegado. Anote cuándo fue.
case-served = entregada el { $when }
case-unserved = carta aún no entregada
case-appeal-until = se puede recurrir hasta el { $when }
case-appeal-between = se puede recurrir hasta un día entre el { $from } y el { $to }, no se sabe con exactitud
case-appeal-not-before = se puede recurrir al menos hasta el { $when }
case-appeal-may = se puede recurrir
case-appealed = recurrida el { $when }
case-final = firme desde el { $when }
case-leaves-appeal-unbegun = { $item }: nadie ha entregado todavía la carta. Su plazo para recurrir no ha empezado.
case-leaves-unserved = { $item }: nadie ha entregado todavía la carta.
case-leaves-unheard = { $item }: se ha recurrido, y nadie lo ha decidido todavía.
case-leaves-appealable = { $item }: todavía se puede recurrir.
case-said-no = Usted dijo que no. Se le volverá a preguntar cuando se haga de nuevo.
case-sent-back = devuelto por { $by }: { $why }
case-sent-back-unsaid = devuelto por { $by }
case-vote-why = Por qué. Un no necesita un motivo: lo leerá quien hizo esto.
case-no-why = Diga por qué no: quien hizo esto debe corregirlo.
case-extend-fits = Aquí cabe un número entero de 1 a { $most }.
case-end-choose = Elija
case-no-end = Elija cómo termina el caso.
record-not-yours = Las reglas no permiten a su función abrir esto. No se ha guardado nada, y lo que escribió sigue abajo. Puede continuar un compañero cuya función lo permita.
work-yes-more = Esperan votos más asuntos de los que se miran aquí. Esto no es todo; el resto aparecerá cuando estos se resuelvan.
work-none-until = No vence nada hasta el final de ese día.
work-none-nobody = Cada caso lo lleva alguien.
work-none-yes = Nada espera su sí.
work-none-late = No hay nada atrasado.
work-ask = Preguntar: { $what }
work-ask-more = Preguntar: { $what } Y { $n } más.

### El taller: prácticas, reglas, alcance.

studio-title = Prácticas que funcionan aquí
studio-lede = Cada una es la buena idea de alguien, escrita como reglas con su ley. Elija una y vea a quién alcanzaría.
studio-empty = Todavía no hay ninguna práctica instalada.
studio-empty-next = Encuentre una en la biblioteca y adóptela.
studio-filter = Buscar una práctica
studio-filter-none = Nada coincide con estas palabras.
shelf-everywhere = Para cualquier país
gives = Da
objectives-of = Objetivos del Pacto Mundial
measures-count = { $count-n ->
    [one] { $count } medida
   *[other] { $count } medidas
}
to-verify-count = { $count-n ->
    [one] { $count } cita todavía sin cotejar con la ley
   *[other] { $count } citas todavía sin cotejar con la ley
}
coverage-title = Idiomas
coverage-why = Cuántos textos de las prácticas existen en cada idioma. Lo que falta se muestra en el idioma en que se escribió, con una marca.
coverage-line = { $there } de { $all }
unit-person = Decide para una persona.
unit-household = Decide para un hogar.
conditions-count = { $count-n ->
    [one] { $count } condición.
   *[other] { $count } condiciones.
}
tests-count = { $count-n ->
    [0] Sin pruebas.
    [one] { $count } prueba.
   *[other] { $count } pruebas.
}
see-reach = Ver a quién alcanza
read-rule = Leer la regla
pack-fields = Lo que pregunta además de lo común
pack-about = Sobre este paquete
pack-name = Nombre
pack-version = Versión
pack-purpose = Finalidad
pack-hash = Huella
rule-lede-person = Estas condiciones deciden para una persona. Junto a cada una está la ley de la que procede.
rule-lede-household = Estas condiciones deciden para un hogar. Junto a cada una está la ley de la que procede.
rule-title = La regla
rule-about = En resumen
rule-tests = Pruebas
rule-source = Descrita en
law-label = Ley
computes = Calcula
jurisdiction = País
group-all = Todas estas:
group-any = Al menos una de estas:
group-at-least = Al menos { $least } de estas:
params-title = Fechas e importes que cambiaron
params-why = Cada valor rige desde su día hasta el siguiente.
param-open = Todavía sin decidir
param-from = desde el { $day }
param-decided = (decidido el { $day })
param-review = Alguien debería revisarlo antes del { $day }.
table-caption = Tabla { $name }
table-from = Desde
table-to = Hasta
table-months = Meses añadidos
table-decided = Se sabe desde
never-title = Lo que nunca puede mirar
never-why = El programa rechaza la regla si lee algo de esto, incluso dando un rodeo.
reach-question = ¿A quién alcanza?
reach-title = Alcance
on-day = En este día
move-clock = Cambiar la fecha
see-day = Mostrar este día
rule-changed = La regla cambió el
lead-yes = { $people-n ->
    [one] El { $day } <span class="y">alcanza a <b>{ $yes }</b></span> de { $people } persona.
   *[other] El { $day } <span class="y">alcanza a <b>{ $yes }</b></span> de { $people } personas.
}
lead-yes-withheld = El { $day } <span class="y">alcanza</span> a demasiado pocas de { $people } personas para dar un número.
lead-needs = { $needs-n ->
    [0] Todas reciben una respuesta clara.
    [one] De <span class="a"><b>{ $needs }</b> persona todavía no se puede decir.</span>
   *[other] De <span class="a"><b>{ $needs }</b> personas todavía no se puede decir.</span>
}
lead-needs-withheld = De <span class="a">unas pocas</span> todavía no se puede decir.
lead-no = { $no-n ->
    [0] No deja atrás a <span class="n">nadie</span>.
   *[other] <span class="n">Deja atrás a <b>{ $no }</b>.</span>
}
lead-no-withheld = A cuántas <span class="n">deja atrás</span> no se muestra, para que nadie pueda ser reconocido.
reach-presumed = { $count-n ->
    [one] { $count } de las personas alcanzadas lo es por algo que se presume a su favor.
   *[other] { $count } de las personas alcanzadas lo son por algo que se presume a su favor.
}
bar-title = { $yes } alcanzadas, { $needs } todavía sin respuesta, { $no } dejadas atrás
not-shown = no se muestra
groups-title = Quiénes son
reached = Alcanzadas
cannot-tell = Sin respuesta aún
left-behind = Dejadas atrás
barriers-title = Lo que deja atrás a personas
barriers-why = Personas a las que les falta esta condición y ninguna otra.
barriers-none = Ninguna condición deja atrás a nadie por sí sola.
by-sex = Por sexo
by-age = Por edad
by-nationality = Por nacionalidad
by-other = Por grupo
group = Grupo
more-groups = { $count-n ->
    [one] { $count } grupo más pequeño
   *[other] { $count } grupos más pequeños
}
not-recorded = Sin registrar
withheld-note = No se muestran, para que nadie pueda ser reconocido: los recuentos por debajo de { $count } y otros de los que podrían deducirse.
ask-first = Preguntar esto primero
ask-first-why = Las preguntas que resuelven más dudas.
ask-first-none = No hay nada que preguntar: todas las respuestas son claras.
question-settles = { $count-n ->
    [one] resuelve { $count } respuesta por sí sola
   *[other] resuelve { $count } respuestas por sí sola
}
personas-title = Abrir un ejemplo
personas-why = Personas ficticias, una por cada caso, con los motivos.
pattern-failed = No se cumple: { $condition }
pattern-unknown = No se sabe: { $condition }
pattern-presumed = Se presume: { $condition }
pattern-people = { $count-n ->
    [one] { $count } persona
   *[other] { $count } personas
}
conditions-title = Cada condición en cifras
condition = Condición
waiting-title = Contando personas
waiting-text = Se pregunta a la regla «{ $title }» por cada persona, a { $day }.
waiting-note = La página vuelve a mirar cada dos segundos. También puede volver más tarde: el trabajo continúa.
persona-title = Alguien a quien le ocurre
persona-lede = Lo que «{ $title }» dice de esta persona a { $day }, y por qué.
persona-back = Volver al conjunto
persona-record = Lo que consta
persona-made-up = Una persona ficticia. No hay nadie real detrás.
why = ¿Por qué?
components-lede = Todas las piezas de las páginas, en ambos sentidos de lectura. Claro u oscuro, según su dispositivo.
lead-none = { $count-n ->
    [0] A todas las personas las alcanza alguna medida instalada aquí.
    [one] A <b>{ $count }</b> persona no la alcanza ninguna medida instalada aquí. Entre ellas están aquellas cuya respuesta sigue abierta.
   *[other] A <b>{ $count }</b> personas no las alcanza ninguna medida instalada aquí. Entre ellas están aquellas cuya respuesta sigue abierta.
}
uncounted-title = No se sabe a cuántas personas no alcanza ninguna medida
uncounted-why = Estas otras reglas no se pudieron contar: falta algo que necesitan, o una cifra no puede calcularse para alguien.
drops-title = Qué alcanzaría a más personas
drops-why = Cuántas más, si la norma prescindiera de estas condiciones, de una sola o de dos a la vez.
cost-title = Cuánto cuesta
cost-exact = Todas las personas alcanzadas: <b>{ $sum }</b>.
cost-between = Todas las personas alcanzadas: entre <b>{ $min }</b> y <b>{ $max }</b>, mientras falte algún dato.
cost-from = Todas las personas alcanzadas: al menos <b>{ $min }</b>. El máximo depende de lo que aún no se sabe.
quota-goes = Hay un cupo ({ $limit }): concedido a <b>{ $granted }</b>, mientras <b>{ $waiting }</b> tienen derecho y esperan.
try-title = Probar con un hogar
try-lede = Responda pregunta por pregunta y lea qué dicen las reglas, con los importes. No se pide ningún nombre y no se registra nada.
try-lede-one = Responda pregunta por pregunta y lea qué dice «{ $title }», con los importes. No se pide ningún nombre y no se registra nada.
try-next = La siguiente pregunta
try-answer = Responder
try-skip = No lo sé, o prefiero no decirlo
try-unfit = Esta respuesta no corresponde a la pregunta. Elija o escriba una, o pase la pregunta.
try-several = Marque todo lo que corresponda.
several-none = Ninguna de estas
several-one = Una de estas
several-more = Más de una
try-hint-others = Cuántas personas más hay, además de la persona en cuestión: 0 si no hay nadie.
try-hint-partial = Año, mes y día hasta donde los sepa: 1990, 1990-05 o 1990-05-21.
try-hint-decimals = { $count ->
    [one] Cifras, con un punto delante del único decimal posible: 12.5.
   *[other] Cifras, con un punto delante de los decimales, { $count } como máximo: 12.5.
}
try-hint-whole = Solo cifras.
try-waiting = { $count-n ->
    [one] { $count } regla espera esta respuesta.
   *[other] { $count } reglas esperan esta respuesta.
}
try-done = No se pregunta nada más. Lo que dicen las reglas está más abajo.
try-said = Lo que ha dicho
try-nothing-kept = Está solo en esta página y desaparece cuando usted la deja.
try-said-nothing = Nada todavía.
try-not-said = sin decir
try-take-back = Retirar
try-again = Empezar de nuevo sin nada
try-all = Probar todas las reglas que se aplican aquí
try-others = otros en el hogar
try-result = Lo que dicen las reglas hasta ahora
try-yes = { $count-n ->
    [0] Ninguna regla dice que sí por ahora.
    [one] <b>{ $count }</b> regla <span class="y">dice que sí</span>.
   *[other] <b>{ $count }</b> reglas <span class="y">dicen que sí</span>.
}
try-open = { $count-n ->
    [0] Ninguna espera una respuesta.
    [one] <span class="a"><b>{ $count }</b> espera una respuesta.</span>
   *[other] <span class="a"><b>{ $count }</b> esperan una respuesta.</span>
}
try-no = Las reglas que dicen que no, y por qué
try-elsewhere = { $count-n ->
    [one] Se deja fuera { $count } regla de otro país.
   *[other] Se dejan fuera { $count } reglas de otros países.
}
try-why = Diga de quién se trata, una pregunta a la vez. No se registra nada.
try-go = Describir un hogar
reach-of-whom = Es una regla de este país: { $country }. Se cuentan todas las personas que constan, también las que están en otro lugar.
lead-yes-about = { $people-n ->
    [one] El { $day } <span class="y">alcanza a <b>{ $yes }</b></span> de la { $people } persona de la que trata.
   *[other] El { $day } <span class="y">alcanza a <b>{ $yes }</b></span> de las { $people } personas de las que trata.
}
lead-nobody = El { $day } no trata de ninguna de las personas contadas.
lead-none-of = { $none-n ->
    [0] A cada una de las { $people } personas de las que tratan las reglas de este país ({ $country }) la alcanza alguna.
    [one] De las { $people } personas de las que tratan las reglas de este país ({ $country }), a <b>{ $none }</b> no la alcanza ninguna. Entre ellas están aquellas cuya respuesta sigue abierta.
   *[other] De las { $people } personas de las que tratan las reglas de este país ({ $country }), a <b>{ $none }</b> no las alcanza ninguna. Entre ellas están aquellas cuya respuesta sigue abierta.
}
about-ties = De quién trata lo dice la propia regla: { $ties }.
about-wider = Se contó a { $people } personas; para { $others } de ellas esto no se cumple, y no están entre las que deja atrás.
about-open = De { $open } no se sabe, y están entre aquellas de las que trata.
about-everybody = Ninguna condición de la regla dice de quién trata, como lo haría una que fuera solo sobre un país o una nacionalidad: trata de todas las personas contadas.
about-withheld = De cuántas personas trata la regla ({ $ties }) no se muestra, para que nadie pueda ser reconocido: las cifras son de todas.
reform-title = Cambiar esta regla
reform-why = Quite condiciones, escríbalas de otro modo, pida una más, y vea a quién alcanza y a quién le quita algo.
reform-go = Cambiar esta regla
reform-lede = Quite una condición, escríbala de otro modo o pida una más, y vea qué cambia para las personas. Nada está en vigor antes de que alguien lo ponga.
reform-refused = Esto todavía no se puede leer. Lo que está mal queda marcado.
reform-dropped = Quitada
reform-changed = Escrita de otro modo
reform-added = Añadida
reform-one-of-several = Una de varias, de las que no todas deben cumplirse
reform-drop = Quitarla
reform-edit = Escribirla de otro modo
reform-add = Pedir una condición más
reform-expression = Lo que debe cumplirse, en el lenguaje de las reglas
reform-looks-at = Mira:
reform-sentence = Lo mismo en palabras, tal como se leerá
reform-try-title = Probarlo
reform-try-why = Las condiciones valen para cada día en que la regla está en vigor; los valores, desde su día.
reform-clear = Empezar de nuevo
reform-tests-right = { $count-n ->
    [one] { $count } prueba de esta regla da lo que escribieron sus autores.
   *[other] { $count } pruebas de esta regla dan lo que escribieron sus autores.
}
reform-tests-wrong = { $count-n ->
    [one] { $count } da otra cosa.
   *[other] { $count } dan otra cosa.
}
reform-tests-left-out = { $count-n ->
    [one] { $count } espera algo de una condición quitada, y se quita con ella.
   *[other] { $count } esperan algo de una condición quitada, y se quitan con ella.
}
reform-failing = Pruebas que dan otra cosa
reform-versions = Reglas: { $pack } { $version } ({ $hash }).
reform-printed = Impreso el { $day }. Cifras de personas inventadas: dicen qué hace una regla, y no cuántas personas hay.
reform-keep-title = Compartirlo o llevárselo
reform-link = Enlace a esta reforma
reform-link-why = El enlace contiene lo que se prueba, ningún texto que alguien escribiera y nada de nadie. Quien lo abra necesita una cuenta aquí, y cuenta con las reglas que estén en vigor entonces.
reform-copy = Copiar el enlace
reform-csv = Cifras en CSV
reform-print = Imprimir
reform-unsaid = Diga cada condición nueva en palabras: se lee la frase, no la regla. No figura en ninguna dirección.
studies-title = Estudios
studies-lede = Reformas guardadas con un nombre. Cada una se cuenta de nuevo al abrirla, con las reglas de ese día.
studies-none = Todavía no se ha guardado ningún estudio.
studies-none-next = Abra una regla, elija «Cambiar esta regla» y guarde lo que probó.
study-kept = Guardado por { $account } el { $day }
study-moved = La regla ha cambiado desde entonces
study-moved-why = Lo que se prueba se compara con la regla tal como está en vigor ahora.
study-end = Terminar este estudio
study-name = Guardarlo como estudio
study-name-hint = Un nombre con el que otros lo encuentren. Sin nombres de personas.
study-keep = Guardarlo
way-opens = Lo abre: { $roles }
way-ends = Cómo termina
way-end = { $end } (lo cierra: { $roles })
way-after = Después de: { $what }
way-any = Después de uno de: { $what }
way-depends = Se aplica o no según: { $what }
way-waits = Espera: { $what }
way-opening = la apertura del caso
way-task = Lo hace: { $roles }
way-decision = Lo decide: { $roles }
way-referral = Lo deriva: { $roles }
way-not-by = No por quien hizo esto: { $what }
way-gate = Debe constar antes: { $what }
way-within = Plazo: { $length }
way-within-of = Plazo: { $length }, desde: { $start }
way-before = A más tardar { $length } antes de: { $start }
way-same-day = El mismo día
way-same-day-of = El mismo día que: { $start }
way-length-set = un plazo que no está fijado para hoy
way-pause = El plazo se detiene desde: { $from }, hasta: { $until }
way-overdue = Si se retrasa, se avisa a: { $what }
way-hears-after = { $who } después de { $length }
way-above = la oficina superior
way-by-data = Queda hecho en cuanto consta en: { $what }
way-every = Se repite cada { $length }
way-at = Se repite después de { $lengths } desde: { $start }
way-pays = Planifica un pago
way-issues = Expide un documento
way-consent = Solo si la persona está de acuerdo
way-outcomes = Puede resultar en: { $what }
way-against = { $outcome } (en contra de la persona)
way-silence = Si nadie decide a tiempo: { $what }
way-letter = Se entrega a la persona una carta: { $text }
way-appeal = Recurre: { $roles }
way-appeal-to = El recurso se decide aquí: { $what }
way-no-appeal = Aquí no cabe recurso contra: { $what }
way-seats = En el comité, cada uno otra persona: { $what }
way-text = Se dice con ello: { $text }
way-told-open = Cuando se abre, se le dice a la persona: { $text }
way-told-done = Cuando está hecho, se le dice a la persona: { $text }
way-told-late = Cuando se retrasa, se le dice a la persona: { $text }
brings-title = Registros que trae
brings-person = Cada uno es de una persona.
brings-household = Cada uno es de un hogar.
brings-itself = Cada uno existe por sí mismo y no es de nadie.
brings-takes = Toma de: { $from } ({ $what })
way-approve = { $n-n ->
    [one] Uno de ellos debe estar de acuerdo: { $roles }
   *[other] { $n } de ellos deben estar de acuerdo: { $roles }
}

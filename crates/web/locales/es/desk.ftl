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

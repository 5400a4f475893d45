### El marco de cada página, la portada, la entrada y las páginas que no pueden mostrarse.

skip = Ir al contenido
nav-label = Partes principales
nav-studio = Prácticas
nav-desk = Personas
nav-components = Componentes
crumbs-label = Dónde está
languages-label = Idiomas
pages-label = Páginas
synthetic-tag = Personas ficticias
trial-foot = una prueba solo con personas ficticias
signed-in-as = Sesión de { $account }
sign-in = Iniciar sesión
sign-out = Cerrar sesión
back-to-start = Ir al inicio
list-separator = {", "}
date-long = { $day } de { $month } de { $year }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
figure-withheld = No se muestra, para que nadie pueda ser reconocido
text-not-translated = Todavía no está traducido a su idioma
text-missing = sin texto
copy = Copiar
copied = Copiado
yes = Sí
no = No
none = Ninguno
any = Cualquiera
name = Nombre
error-prefix = Error:
problem-title = Hay un problema

landing-title = Lo que ayudó allí puede ayudar aquí.
landing-lede = Una práctica se instala aquí como un conjunto de reglas con su ley. Pregunte a quién alcanzaría y a quién dejaría atrás. Después, ayude a la persona que tiene delante.
landing-need = Necesito ayuda
landing-go = Ver las prácticas
landing-packs = { $count-n ->
    [0] Todavía no hay ninguna práctica instalada.
    [one] Hay { $count } práctica instalada.
   *[other] Hay { $count } prácticas instaladas.
}
landing-measures = { $count-n ->
    [0] {""}
    [one] Contiene { $count } medida.
   *[other] Contienen { $count } medidas.
}
landing-people = { $count-n ->
    [0] Todavía no hay personas registradas.
    [one] Hay { $count } persona ficticia registrada.
   *[other] Hay { $count } personas ficticias registradas.
}
landing-studio-title = Para quienes hacen las reglas
landing-studio-text = Lea cada regla con su ley. Cambie la fecha. Vea qué condición, por sí sola, deja atrás a personas, y qué pregunta resolvería más dudas.
landing-studio-go = Abrir las prácticas
landing-desk-title = Para quienes atienden a las personas
landing-desk-text = Busque a una persona. Vea a qué tiene derecho, por qué, y qué preguntarle después.
landing-desk-go = Abrir la atención
landing-promise-title = Lo que no se sabe nunca cuenta como un no
landing-promise-yes = Todo lo que pide la regla se sabe y se cumple.
landing-promise-needs = Algo no se sabe todavía. La página dice qué preguntar.
landing-promise-no = Algo que se sabe no encaja. La página lo nombra, con la ley.
landing-trial = Esto es una prueba. Todas las personas que ve aquí fueron inventadas por un programa; no hay ninguna persona real registrada.

account-label = Cuenta
password-label = Contraseña
sign-in-logged = Cada inicio de sesión queda anotado.
sign-in-wrong = La cuenta y la contraseña no coinciden. Compruebe ambas e inténtelo de nuevo.
sign-in-wait = { $seconds-n ->
    [one] Demasiados intentos. Espere { $seconds } segundo e inténtelo de nuevo.
   *[other] Demasiados intentos. Espere { $seconds } segundos e inténtelo de nuevo.
}
trial-sign-ins = Cuentas de esta prueba
trial-sign-ins-how = Hay una por cada función. Las contraseñas se mostraron a quien inició esta prueba.

not-found-title = Aquí no hay nada
not-found-why = La página no existe, o no está abierta para usted.
not-found-next = Compruebe la dirección o empiece de nuevo desde la portada.
not-allowed-title = Su función no abre esta página
not-allowed-why = No es un error suyo: cada función ve solo lo que su trabajo necesita. El intento ha quedado anotado.
not-allowed-next = Si su trabajo lo necesita, pida a su supervisor una función que la abra.
stale-title = Este formulario ya no es válido
stale-why = Puede que su sesión se haya cerrado mientras tanto, o que el formulario viniera de otro lugar. No se ha guardado nada.
stale-next = Vaya al inicio, inicie sesión si hace falta y rellene de nuevo el formulario.
too-large-title = Es demasiado para un solo formulario
too-large-why = Lo enviado es más grande de lo que permite este formulario. No se ha guardado nada.
too-large-next = Acorte el texto y envíelo de nuevo.
unbound-title = No se puede preguntar a la regla por este día
unbound-why = Falta algo que la regla necesita, o una cifra de la regla no se puede calcular para alguien.
unbound-next = Elija otro día.
unavailable-title = Esto no funciona en este momento
unavailable-why = Una parte del sistema no responde. No se ha perdido nada.
unavailable-next = Inténtelo de nuevo en unos minutos. Si continúa, avise a la administración.

apart-title = Estos roles no van juntos
apart-why = Una misma persona no puede tener ambos: quien gestiona el programa o controla a los demás no lee los datos de nadie, y no todos los roles abren los compartimentos protegidos. No se ha guardado nada.
apart-next = Vuelva atrás y elija otros roles, o no marque ningún compartimento.
unsound-title = Falta algo o no se puede leer
unsound-why = El formulario quedó sin motivo, o su contenido no se puede leer junto con lo vigente. No se ha guardado nada.
unsound-next = Vuelva atrás y complete lo que falta.
unread-title = Una parte de esta dirección o del formulario no se puede leer
unread-why = «{ $name }» dice { $value }, y eso no corresponde ahí. No se ha puesto nada en su lugar.
unread-field-why = El campo «{ $name }» contiene algo que no corresponde ahí. No se ha guardado nada.
unread-day-next = Escriba un día como año, mes y día, por ejemplo 2026-11-30, u omita «{ $name }».
unread-number-next = Escriba un número entero, 0 o más, u omita «{ $name }».
no-filter-title = Esta lista no tiene ese filtro
no-filter-why = La dirección pide personas según algo que aquí no es un filtro. Sin él la lista mostraría a otras personas que las pedidas, así que no muestra a nadie.
no-filter-next = Elija entre los filtros de la lista.
moved-title = Ya no está como lo mostraba esta página
moved-why = Alguien cambió lo que está en vigor, o ya lo decidió. No se ha guardado nada.
moved-next = Abra de nuevo la página y mire cómo está ahora.

another-person-title = Hace falta otra persona
another-person-why = Una persona sola no hace esto: nadie aprueba su propio acto, ni uno que le concierne. No se guardó nada.
another-person-next = Propóngalo, o deje que decida alguien en otro rol.
look-again = Volver a mirar ahora
too-much-title = Espere un momento, por favor
too-much-why = Se pidió en poco tiempo más de lo que el trabajo necesita. De las búsquedas queda anotado.
too-much-next = Espere un minuto y continúe.
too-often-why = Desde donde está se han probado las reglas con más frecuencia de la que se responde a preguntas, y otras personas tendrían que esperar. No se ha anotado nada de ello.
strange-title = Se ha pedido a esta página algo que no conoce
strange-why = La dirección o el formulario contiene algo que esta página no conoce. No se omite en silencio: no se ha calculado nada sin ello.
strange-next = Abra la página de nuevo y responda a sus preguntas.
not-released-title = No hay cifras para este día
not-released-why = Las cifras de personas reales se dan para el fin de un mes ya terminado y para los días en que cambió la regla, para que la diferencia entre dos días no delate a nadie.
not-released-next = Elija uno de esos días.
not-released-moved-why = Ya se dieron cifras de este día, y el registro ha cambiado desde entonces. No se dice nada nuevo de este día, para que la diferencia no delate a nadie.
not-released-moved-next = Elija otro día o vuelva a mirar las cifras que ya se dieron de este.
not-released-few-why = Junto a las cifras que ya se dieron, estas delatarían a unas pocas personas.
not-released-few-next = Elija otro día.
not-released-nobody-why = Hay muy pocas personas reales en el registro para decir algo de ellas. No se dio nada y no se guarda nada de la pregunta.
not-released-nobody-next = Pregunte de nuevo cuando haya más personas en el registro.
held-title = Hay una retención legal en vigor
held-why = Mientras lo esté, nada de esta persona puede olvidarse.
held-next = Quien cuida de las retenciones puede proponer levantarla.
in-place-title = Primero hay que devolver una plaza
in-place-why = A quien tiene una plaza que no se ha devuelto no se le olvida: nadie sabría ya de quién es.
in-place-next = Quien trabaja con esta persona anota que se fue. Después se puede llevar a cabo.
misdirected-why = Esta dirección no es de aquí.
misdirected-next = Use la dirección que le dio su organización.
start-title = Su trabajo
start-as = Usted trabaja aquí como: { $roles }
start-seat-title = Elija dónde actúa
start-seat-text = Usted trabaja en varias oficinas. Diga para cuál actúa ahora.
start-reach-title = Ver a quién alcanza una regla
start-reach-text = Elija una regla, cambie el día y vea a quién deja atrás y qué preguntar primero.
start-adopt-title = Adoptar o cambiar una práctica
start-adopt-text = Encuentre lo que otros hicieron, vea qué cambiaría aquí para las personas y póngalo en vigor o propóngalo.
start-account-title = Su cuenta
start-account-text = Su contraseña, un segundo paso al entrar y dónde tiene la sesión abierta.
steps-title = En tres pasos
step-read-title = Lea una regla
step-read-text = Cada una está escrita en frases completas, con la ley de la que viene y lo que nadie ha comprobado todavía.
step-try-title = Pruébela
step-try-text = Describa un hogar, una pregunta a la vez, y lea la respuesta. No se registra nada.
step-work-title = Trabaje con ella
step-work-text = Entre para ayudar a la persona que tiene delante, ver a quién alcanza una regla o proponer un cambio.
no-list-title = Esta lista no se conoce aquí
no-list-why = La dirección nombra una lista o un formulario con una palabra hecha para otra sesión, o que no existe. Otra lista parecería la respuesta, así que no se muestra nada.
no-list-next = Mire todas las listas y elija allí.
no-list-go = Todas las listas
printed-on = Impreso el { $day }.
start-work-text = Lo que hay que hacer con los casos, primero lo atrasado.
start-places-text = Camas, asientos y otras plazas: qué está libre y quién espera.
start-yes = { $count-n ->
    [one] Una cosa espera su sí o su no
   *[other] { $count } cosas esperan su sí o su no
}
start-yes-more = { $count-n ->
    [one] Al menos una cosa espera su sí o su no
   *[other] Al menos { $count } cosas esperan su sí o su no
}
start-late = { $count-n ->
    [one] Una cosa está atrasada en su oficina
   *[other] { $count } cosas están atrasadas en su oficina
}
start-mine = { $count-n ->
    [one] Hay una cosa por hacer en los casos que usted lleva
   *[other] Hay { $count } cosas por hacer en los casos que usted lleva
}

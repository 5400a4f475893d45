# الأماكن ليلة بليلة: أسرّة ومقاعد، وما يشغلها.
nav-places = الأماكن
record-elsewhere = (ليس لك أن تراه)
record-did-take = أُخذ مكان
place-title = المكان
place-none = لا شيء بعد
place-waits = ينتظر مكانًا
place-held = محجوز
place-lapsed = كان محجوزًا وعاد متاحًا
place-filled = مشغول
place-freed = أُعيد
place-blocked = مغلق
place-left = { $count-n ->
    [zero] لا يوجد مكان في كل هذه الليالي.
    [one] بقي مكان واحد في هذه الليالي.
    [two] بقي مكانان في هذه الليالي.
    [few] بقيت { $count } أماكن في هذه الليالي.
    [many] بقي { $count } مكانًا في هذه الليالي.
   *[other] بقي { $count } مكان في هذه الليالي.
}
place-over = { $count-n ->
    [one] أكثر من السعة بواحد في هذه الليالي.
    [two] أكثر من السعة باثنين في هذه الليالي.
    [few] أكثر من السعة بمقدار { $count } في هذه الليالي.
   *[other] أكثر من السعة بمقدار { $count } في هذه الليالي.
}
place-units = { $count-n ->
    [one] مكان واحد
    [two] مكانان
    [few] { $count } أماكن
    [many] { $count } مكانًا
   *[other] { $count } مكان
}
place-nights = { $count-n ->
    [one] مكان واحد، من { $from } حتى صباح { $until }
    [two] مكانان، من { $from } حتى صباح { $until }
    [few] { $count } أماكن، من { $from } حتى صباح { $until }
    [many] { $count } مكانًا، من { $from } حتى صباح { $until }
   *[other] { $count } مكان، من { $from } حتى صباح { $until }
}
place-nights-open = { $count-n ->
    [one] مكان واحد، ابتداءً من { $from }
    [two] مكانان، ابتداءً من { $from }
    [few] { $count } أماكن، ابتداءً من { $from }
    [many] { $count } مكانًا، ابتداءً من { $from }
   *[other] { $count } مكان، ابتداءً من { $from }
}
place-kept-until = محجوز حتى { $moment }
place-ends-today = محجوز حتى اليوم فقط
place-since = منذ { $moment }
place-overdue = كان يجب أن يغادر
place-reserve = احجز مكانًا
place-wait = انتظر مكانًا
place-fill = حضروا
place-free = لن يحضروا
place-leave = غادروا
place-other-day = كان ذلك في يوم آخر
place-on = في أي يوم؟
place-full = لا يوجد مكان في كل هذه الليالي. يمكنك الانتظار أو اختيار دار أخرى أو تغيير الليالي.
place-unknown = لا يُعرف كم مكانًا في هذه الدار: لم يقل أحد ذلك، أو تختلف المصادر. اسأل من يديرها.
place-which-nights = لا يذكر الملف بعد أين أو في أي ليالٍ أو كم. أكمل ذلك أولًا.
place-already = هو كذلك بالفعل. لم يتغير شيء.
place-nothing = لا يوجد هنا مكان يُعاد.
place-no-such-day = لا يمكن أن يكون ذلك في هذا اليوم.
place-no-such-number = هذا ليس عدد أماكن.
places-title = الأماكن ليلة بليلة
places-lead = ما هو متاح، دارًا بدار وليلةً بليلة.
places-none = لا توجد بعد دار فيها أماكن.
places-none-next = يضيفها مشرف أو فريق العمليات في الملفات.
places-where = الدار
places-which = أي ليالٍ
places-board = من له مكان في أي ليلة، بالرموز
places-free-by-night = ما هو متاح في كل ليلة
places-code = الرمز
places-free = المتاح
places-board-says = الليالي المعلَّمة ممتلئة. علامة الاستفهام: لا يُعرف كم مكانًا هناك.
places-tonight = { $count-n ->
    [zero] <span class="n">لا شيء متاح الليلة</span>، من { $all }.
    [one] <span class="y">مكان واحد متاح الليلة</span>، من { $all }.
    [two] <span class="y">مكانان متاحان الليلة</span>، من { $all }.
    [few] <span class="y"><b>{ $count }</b> أماكن متاحة الليلة</span>، من { $all }.
    [many] <span class="y"><b>{ $count }</b> مكانًا متاحًا الليلة</span>، من { $all }.
   *[other] <span class="y"><b>{ $count }</b> مكان متاح الليلة</span>، من { $all }.
}
places-tonight-over = { $count-n ->
    [one] <span class="n">شخص واحد فوق السعة الليلة</span>، من { $all }.
    [two] <span class="n">شخصان فوق السعة الليلة</span>، من { $all }.
    [few] <span class="n"><b>{ $count }</b> فوق السعة الليلة</span>، من { $all }.
   *[other] <span class="n"><b>{ $count }</b> فوق السعة الليلة</span>، من { $all }.
}
places-unknown = لا يُعرف كم مكانًا هناك.
places-other-nights = هذه ليالٍ غير الليلة.
places-exceeded = { $count-n ->
    [one] في { $day } يوجد واحد فوق السعة.
    [two] في { $day } يوجد اثنان فوق السعة.
    [few] في { $day } يوجد { $count } فوق السعة.
   *[other] في { $day } يوجد { $count } فوق السعة.
}
places-told = { $state }: { $span }
places-more = { $count-n ->
    [one] سطر آخر غير مرسوم، وهو محسوب.
    [two] سطران آخران غير مرسومين، وهما محسوبان.
    [few] { $count } أسطر أخرى غير مرسومة، وهي محسوبة.
    [many] { $count } سطرًا آخر غير مرسوم، وهي محسوبة.
   *[other] { $count } سطر آخر غير مرسوم، وهي محسوبة.
}
places-codes-only = لا تظهر هنا إلا رموز. لمن الرمز، لا يقوله إلا الملف الذي أخذ المكان.
places-lines = سطرًا بسطر
places-offer = اعرض المتاح
places-offer-most = على كم شخصًا على الأكثر؟ الأطول انتظارًا ممن يتسع له المكان أولًا.
places-block = إغلاق أماكن
places-block-units = كم؟
places-block-from = الليلة الأولى
places-block-until = تُفتح من جديد صباح
place-unblock = افتح من جديد
places-earlier = ليالٍ سابقة
places-later = ليالٍ لاحقة
places-span = من { $from } إلى { $until }
place-otherwise = يقول الملف الآن غير ذلك. احجز المكان من جديد.
place-others-wait = ما هو شاغر من حق آخرين ينتظرون منذ مدة أطول. يمكنك الانتظار أيضًا. وإن كان الشخص هنا بالفعل فدوّن ذلك.
place-in-another = لهم سرير في دار أخرى. دوّن أولًا أنهم غادروه، أو أنهم وصلوا إلى هذه الدار.
place-host-closed = أُغلقت هذه الدار ولا تستقبل أحدًا. اختر دارًا أخرى.
place-hidden = في دار ليس لك أن تراها، ما لم يكن قد أُعيد
place-elsewhere = لهم مكان في دار أخرى أيضًا في بعض هذه الليالي. أعد المكان الذي لا حاجة إليه.
place-opened = متاح من جديد
places-offered-nobody = لا يتسع ما هو شاغر لأي من المنتظرين. لم يُعرض شيء.
places-inside = { $count-n ->
    [one] هنا شخص واحد أو يُنتظر وصوله. بعد الإغلاق لا يُستقبل أحد، ويبقى السطر إلى أن تتم تسويته.
    [two] هنا شخصان أو يُنتظر وصولهما. بعد الإغلاق لا يُستقبل أحد، وتبقى سطورهما إلى أن تتم تسويتها.
    [few] هنا { $count } أشخاص أو يُنتظر وصولهم. بعد الإغلاق لا يُستقبل أحد، وتبقى سطورهم إلى أن تتم تسويتها.
    [many] هنا { $count } شخصًا أو يُنتظر وصولهم. بعد الإغلاق لا يُستقبل أحد، وتبقى سطورهم إلى أن تتم تسويتها.
   *[other] هنا { $count } شخص أو يُنتظر وصولهم. بعد الإغلاق لا يُستقبل أحد، وتبقى سطورهم إلى أن تتم تسويتها.
}
places-mark = علّم السطر
places-marked-on = في أي يوم؟ اتركه فارغًا إن كان اليوم.
places-fill-marked = كل المعلَّمين هنا
places-free-marked = كل المعلَّمين غادروا أو لا يأتون
places-settled = السطور التي تمت تسويتها الآن: { $done }.
places-settled-in-part = السطور التي تمت تسويتها الآن: { $done }. ولم تُسوَّ: { $left }، انظر فيها واحدًا واحدًا.
place-days = { $count-n ->
    [one] مكان واحد، من { $from } حتى { $until }
    [two] مكانان، من { $from } حتى { $until }
    [few] { $count } أماكن، من { $from } حتى { $until }
    [many] { $count } مكانًا، من { $from } حتى { $until }
   *[other] { $count } مكان، من { $from } حتى { $until }
}
place-hidden-days = في موضع ليس لك أن تراه، ما لم يكن قد أُعيد
place-full-days = لم يبقَ مكان. يمكنك الانتظار أو اختيار غيره.
place-in-another-days = لهم مكان في موضع آخر. دوّن أولًا أنهم غادروه، أو أنهم وصلوا إلى هنا.
place-host-closed-days = أُغلق هذا ولا يستقبل أحدًا. اختر غيره.
place-unknown-days = لا يُعرف كم مكانًا هناك: لم يقل أحد ذلك، أو تختلف المصادر. اسأل من يديره.
place-which-days = لا يذكر الملف بعد أين أو كم. أكمل ذلك أولًا.
places-title-days = الأماكن
places-lead-days = ما هو متاح، واحدًا بعد آخر ويومًا بيوم.
places-where-days = أين
places-which-days = أي أيام
places-board-days = من له مكان في أي يوم، بالرموز
places-free-by-day = ما هو متاح في كل يوم
places-board-says-days = الأيام المعلَّمة ممتلئة. علامة الاستفهام: لا يُعرف كم مكانًا هناك.
places-now = { $count-n ->
    [zero] <span class="n">لا شيء متاح الآن</span>، من { $all }.
    [one] <span class="y">مكان واحد متاح الآن</span>، من { $all }.
    [two] <span class="y">مكانان متاحان الآن</span>، من { $all }.
    [few] <span class="y"><b>{ $count }</b> أماكن متاحة الآن</span>، من { $all }.
    [many] <span class="y"><b>{ $count }</b> مكانًا متاحًا الآن</span>، من { $all }.
   *[other] <span class="y"><b>{ $count }</b> مكان متاح الآن</span>، من { $all }.
}
places-now-over = { $count-n ->
    [one] <span class="n">واحد فوق السعة</span>، من { $all }.
    [two] <span class="n">اثنان فوق السعة</span>، من { $all }.
    [few] <span class="n"><b>{ $count }</b> فوق السعة</span>، من { $all }.
   *[other] <span class="n"><b>{ $count }</b> فوق السعة</span>، من { $all }.
}
places-other-days = هذه أيام غير اليوم.
places-block-from-days = اليوم الأول
places-block-until-days = تُفتح من جديد في
places-earlier-days = أيام سابقة
places-later-days = أيام لاحقة
place-early = حضروا قبل الليلة الأولى التي يذكرها الملف. إن كان الأمر كذلك فصحّح الملف:
place-was = كان في { $house }: { $span }
record-line-waits = ينتظر مكانًا في { $house }: { $span }
record-line-held = حُجز مكان في { $house }: { $span }
record-line-came = الحضور إلى { $house }: { $span }
record-line-stays = المكان في { $house } من الآن: { $span }
record-line-left = المغادرة من { $house }: { $span }
record-line-given = أُعيد المكان في { $house } ولم يحضر أحد: { $span }
places-disagree = <span class="n">تختلف المصادر في عدد الأماكن</span>: { $numbers }. قل أيها الصحيح.
places-earlier-told = { $count-n ->
    [one] قيد أقدم عن سطر لا يظهر هنا.
    [two] قيدان أقدم عن سطور لا يظهران هنا.
    [few] { $count } قيود أقدم عن سطور لا تظهر هنا.
   *[other] { $count } قيدًا أقدم عن سطور لا يظهر هنا.
}

### المكتب: البحث عن الأشخاص، وشخص واحد.

desk-title = الأشخاص
search-label = ابحث عن شخص
search-hint = كلمات كاملة من الاسم، أو رقم هاتف، أو رقم وثيقة.
search-go = ابحث
search-none = لا أحد يطابق هذه الكلمات.
search-none-next = جرّب الاسم كما هو في الوثيقة، أو كلمات أقل.
filters = ضيّق القائمة
filter-go = اعرض هؤلاء
filter-clear = امسح الاختيار
filter-none = لا أحد يطابق هذا الاختيار.
show-everybody = اعرض الجميع
desk-empty = لا أحد مسجَّل بعد.
desk-empty-next = يدخل الأشخاص عبر الاستيراد أو يسجّلهم أخصائي الحالات.
people-shown = { $from } إلى { $to } من أصل { $total }
page-before = الصفحة السابقة
page-after = الصفحة التالية
reads-logged = تُدوَّن قراءة الأسماء وغيرها من البيانات المختومة، ويمكن إخبار الشخص بمن اطّلع.
name-unknown = الاسم غير مسجَّل
person-title = شخص
synthetic-one = افتراضي
held = حجز قانوني
person-yes = { $count-n ->
    [zero] لا تدبير <span class="n">يشمل</span> هذا الشخص بعد.
    [one] <span class="y"><b>تدبير واحد</b> يشمل</span> هذا الشخص.
    [two] <span class="y"><b>تدبيران</b> يشملان</span> هذا الشخص.
    [few] <span class="y"><b>{ $count }</b> تدابير تشمل</span> هذا الشخص.
   *[other] <span class="y"><b>{ $count }</b> تدبيرًا تشمل</span> هذا الشخص.
}
person-settled = الاستحقاق واضح في كل التدابير. وما يُسأل عنه أدناه يحسم ما بقي، كمبلغ مثلًا.
person-open = { $count-n ->
    [zero] لم يبق ما يُسأل عنه.
    [one] <span class="a"><b>تدبير آخر</b> يحتاج إلى جواب.</span>
    [two] <span class="a"><b>تدبيران آخران</b> يحتاجان إلى جواب.</span>
    [few] <span class="a"><b>{ $count }</b> تدابير أخرى تحتاج إلى جواب.</span>
   *[other] <span class="a"><b>{ $count }</b> تدبيرًا آخر تحتاج إلى جواب.</span>
}
ask-waiting = { $count-n ->
    [one] تدبير واحد ينتظر هذا الجواب.
    [two] تدبيران ينتظران هذا الجواب.
    [few] { $count } تدابير تنتظر هذا الجواب.
   *[other] { $count } تدبيرًا تنتظر هذا الجواب.
}
entitled-title = ما قد يحق لهذا الشخص
entitled-here = هنا: { $country }
entitled-home = في بلد المنشأ: { $country }
entitled-anywhere = حيثما كان الشخص
entitled-elsewhere = في بلدان أخرى
not-entitled-title = ما لا يشمل هذا الشخص، ولماذا
answers-none = لم يُثبَّت أي تدبير بعد.
household = الأسرة
household-alone = لا أحد غيره في القائمة.
on-record = ما هو مسجَّل
record-empty = لا شيء مسجَّل مما يمكنك رؤيته.
walled = الوقائع المحمية، إن وُجدت، لا يراها إلا الموظفون المكلَّفون.
group-person = الشخص
group-name = الاسم
group-contact = الاتصال
group-document = الوثائق
group-language = اللغات
group-household = الأسرة
group-stay = الإقامة والحماية
group-journey = المسار
group-application = الطلب والتصريح
group-work = العمل
group-health = الصحة والرعاية
group-child = الطفل
existence-title = ابحث أولًا
existence-why = يتيح لك دورك أن تعرف إن كان أحد مسجَّلًا، لا من هو.
existence-known = يوجد شخص مسجَّل بهذه الكلمات.
existence-next = أحِل الشخص إلى أخصائي حالات يستطيع فتح السجل.
desk-nothing = لم تُسند إليك أي قائمة بعد.
desk-nothing-why = يرى دورك أشخاص القائمة المسندة إليه، مثل عملية أو خطة دفع.
elsewhere-only = لا أحد من أشخاصك يطابق هذه الكلمات. هناك شخص آخر مسجّل يطابقها.
elsewhere-too = هناك أيضاً شخص ليس من أشخاصك يطابق هذه الكلمات.
elsewhere-next = اسأل مشرفك، فهو يستطيع تحويل الشخص إليك. لا يظهر أكثر من ذلك حمايةً للناس.
kept-title = لا يُقال لك
kept-why = يتوقف هذا على وقائع محمية لا يفتحها دورك. من كُلّف بالشخص يرى الجواب.
untold-title = لا يمكن قوله لليوم
untold-why = ينقص شيء تحتاجه هذه القواعد، أو رقم فيها لا يمكن حسابه.

ask-enter = تسجيل
entry-entered = سُجّل ذلك، وما تقوله القواعد يحسب معه.
entry-unfit = ما أُدخل لا يجيب عن السؤال. لم يُحفظ شيء.
entry-not-yet = هذا اليوم لم يأتِ بعد، فلا يمكن ذلك. لم يُحفظ شيء. راجع التاريخ في الوثيقة.
entry-cannot-be-with = لا يمكن ذلك مع ما هو مسجل تحت «{ $other }». لم يُحفظ شيء. راجع الأمرين في الوثيقة.
entry-overtaken = أدخل شخص آخر شيئًا هنا في هذه الأثناء. لم يُستبدل شيء؛ انظر إلى ما هو مسجل الآن.
ask-not-here = لا يُدخل الجواب في هذه الصفحة.
questions-title = أسئلة أخرى مفتوحة

### Records of people.

records-title = الملفات
records-lead = ما هو مفتوح عن الأشخاص: اختر نوعًا ثم ملفًا.
records-kinds = أنواع الملفات
records-nothing = لا توجد ملفات لك هنا.
records-nothing-why = دورك لا يفتح أيًا منها، أو لا تضيف أي حزمة مثبتة نوعًا من الملفات.
records-open = عرض المفتوح منها
records-closed = عرض المغلق منها
records-none = لا شيء مفتوح من هذا النوع.
records-none-closed = لا شيء مغلق من هذا النوع بعد.
records-none-next = يُفتح الملف من صفحة الشخص الذي يخصه.
records-shown = { $from } إلى { $to } من { $total } من الملفات
records-what = الملف
records-whose = الشخص
records-hands = بيد من
records-changed = آخر تغيير
records-nobody = لا أحد بعد
person-no-records = لا يوجد منها ما يمكنك رؤيته.
record-new = جديد
record-new-lead = املأ ما تعرفه. ما تتركه فارغًا يبقى مفتوحًا ويمكن إضافته لاحقًا.
record-open = فتح الملف
record-leave = الخروج دون حفظ
record-says = ما يقوله
record-save = حفظ التغييرات
record-saved = تم تسجيله.
record-unfit = شيء ما لا يجيب عن سؤاله، وهو محدد أدناه. لم يُحفظ شيء.
record-unfit-here = هذا لا يجيب عن السؤال
record-overtaken = غيّر شخص آخر هذا الملف في هذه الأثناء. لم يُكتب شيء فوقه؛ انظر ما يقوله الآن.
record-is-closed = هذا الملف مغلق. افتحه مجددًا أولًا.
record-closed-already = هذا الملف مغلق من قبل؛ يبيّن «ما حدث» من أغلقه ولماذا. لم يُضف إليه شيء.
record-open-already = هذا الملف مفتوح من جديد من قبل؛ يبيّن «ما حدث» من فتحه ولماذا. لم يُضف إليه شيء.
record-another = يوجد ملف مفتوح من هذا النوع لهذا الشخص. تابع فيه أو أغلقه أولًا.
record-no-reason = اذكر السبب في بضع كلمات، وفي ألفي حرف على الأكثر.
record-nobody = لا أحد بهذا الحساب يعمل في مكتبك.
record-protected = محمي
record-state-open = مفتوح
record-state-closed = مغلق
record-take = آخذه أنا
record-release = ليس بيد أحد الآن
record-assign = إعطاؤه لشخص آخر
record-assign-to = حسابه
record-assign-go = إعطاؤه له
record-close-title = لا شيء آخر يُعمل؟
record-reopen-title = هل بقي ما يُعمل؟
record-reason = السبب
record-close = إغلاق الملف
record-reopen = فتحه مجددًا
record-history = ما حدث
record-did-open = فُتح
record-did-say = { $field }: { $value }
record-did-assign = أُعطي إلى { $account }
record-did-release = ليس بيد أحد
record-did-close = أُغلق: { $reason }
record-did-reopen = فُتح مجددًا: { $reason }
record-empty-form = املأ حقلًا واحدًا على الأقل.
record-typed = ما كتبته ولم يُحفظ:

### الورشة: الممارسات والقواعد ومن تشملهم.

studio-title = ممارسات تعمل هنا
studio-lede = كل واحدة فكرة جيدة لأحد ما، كُتبت قواعدَ مع سندها القانوني. اختر واحدة وانظر من ستشملهم.
studio-empty = لم تُثبَّت أي ممارسة بعد.
studio-empty-next = ابحث عن واحدة في المكتبة واعتمدها.
studio-filter = ابحث عن ممارسة
studio-filter-none = لا شيء يطابق هذه الكلمات.
shelf-everywhere = لأي بلد
gives = تمنح
objectives-of = أهداف الاتفاق العالمي
measures-count = { $count-n ->
    [one] تدبير واحد
    [two] تدبيران
    [few] { $count } تدابير
    [many] { $count } تدبيرًا
   *[other] { $count } تدبير
}
to-verify-count = { $count-n ->
    [one] سند واحد لم يُطابَق بعد مع القانون
    [two] سندان لم يُطابَقا بعد مع القانون
    [few] { $count } أسانيد لم تُطابَق بعد مع القانون
    [many] { $count } سندًا لم تُطابَق بعد مع القانون
   *[other] { $count } سند لم تُطابَق بعد مع القانون
}
coverage-title = اللغات
coverage-why = كم من نصوص الممارسات متاح بكل لغة. وما ينقص يُعرض باللغة التي كُتب بها، مع إشارة إلى ذلك.
coverage-line = { $there } من { $all }
unit-person = يقرر لشخص واحد.
unit-household = يقرر لأسرة.
conditions-count = { $count-n ->
    [one] شرط واحد.
    [two] شرطان.
    [few] { $count } شروط.
    [many] { $count } شرطًا.
   *[other] { $count } شرط.
}
tests-count = { $count-n ->
    [zero] لا اختبارات.
    [one] اختبار واحد.
    [two] اختباران.
    [few] { $count } اختبارات.
    [many] { $count } اختبارًا.
   *[other] { $count } اختبار.
}
see-reach = انظر من تشملهم
read-rule = اقرأ القاعدة
pack-fields = ما تسأل عنه فوق الأسئلة المشتركة
pack-about = عن هذه الحزمة
pack-name = الاسم
pack-version = الإصدار
pack-purpose = الغرض
pack-hash = البصمة
rule-lede-person = هذه الشروط تقرر لشخص واحد. وبجانب كل منها القانون الذي جاءت منه.
rule-lede-household = هذه الشروط تقرر لأسرة. وبجانب كل منها القانون الذي جاءت منه.
rule-title = القاعدة
rule-about = باختصار
rule-tests = الاختبارات
rule-source = وُصفت في
law-label = القانون
computes = تحسب
jurisdiction = البلد
group-all = كل ما يلي:
group-any = واحد على الأقل مما يلي:
group-at-least = { $least } على الأقل مما يلي:
params-title = تواريخ ومبالغ تغيّرت
params-why = تسري كل قيمة من يومها حتى القيمة التالية.
param-open = لم يتقرر بعد
param-from = من { $day }
param-decided = (تقرر في { $day })
param-review = ينبغي أن يراجعه أحد قبل { $day }.
table-caption = جدول { $name }
table-from = من
table-to = إلى
table-months = أشهر مضافة
table-decided = معروف منذ
never-title = ما لا يجوز لها النظر إليه أبدًا
never-why = يرفض البرنامج القاعدة إن قرأت شيئًا من هذا، ولو بطريق ملتوٍ.
reach-question = من تشملهم؟
reach-title = من تشملهم
on-day = في هذا اليوم
move-clock = غيّر التاريخ
see-day = اعرض هذا اليوم
rule-changed = تغيّرت القاعدة في
lead-yes = في { $day } <span class="y">تشمل <b>{ $yes }</b></span> من أصل { $people }.
lead-yes-withheld = في { $day } <span class="y">تشمل</span> من أصل { $people } عددًا أقل من أن يُذكر.
lead-needs = { $needs-n ->
    [zero] يحصل الجميع على جواب واضح.
    [one] <span class="a"><b>شخص واحد</b> لا يمكن الجزم بشأنه بعد.</span>
    [two] <span class="a"><b>شخصان</b> لا يمكن الجزم بشأنهما بعد.</span>
    [few] <span class="a"><b>{ $needs }</b> أشخاص لا يمكن الجزم بشأنهم بعد.</span>
    [many] <span class="a"><b>{ $needs }</b> شخصًا لا يمكن الجزم بشأنهم بعد.</span>
   *[other] <span class="a"><b>{ $needs }</b> شخص لا يمكن الجزم بشأنهم بعد.</span>
}
lead-needs-withheld = <span class="a">قلة</span> لا يمكن الجزم بشأنهم بعد.
lead-no = { $no-n ->
    [zero] <span class="n">لا تترك أحدًا</span> خلفها.
   *[other] <span class="n">وتترك <b>{ $no }</b> خلفها.</span>
}
lead-no-withheld = عدد من <span class="n">تتركهم خلفها</span> غير معروض كي لا يُعرف أحد.
reach-presumed = { $count-n ->
    [one] شخص واحد ممن تشملهم مشمول بفضل أمر مفترَض لصالحه.
    [two] شخصان ممن تشملهم مشمولان بفضل أمر مفترَض لصالحهما.
    [few] { $count } أشخاص ممن تشملهم مشمولون بفضل أمر مفترَض لصالحهم.
    [many] { $count } شخصًا ممن تشملهم مشمولون بفضل أمر مفترَض لصالحهم.
   *[other] { $count } شخص ممن تشملهم مشمولون بفضل أمر مفترَض لصالحهم.
}
bar-title = { $yes } مشمولون، { $needs } لا يمكن الجزم بشأنهم بعد، { $no } متروكون خلفها
not-shown = غير معروض
groups-title = من هم
reached = مشمولون
cannot-tell = لا يمكن الجزم بعد
left-behind = متروكون خلفها
barriers-title = ما الذي يترك الناس خلفه
barriers-why = أشخاص ينقصهم هذا الشرط وحده.
barriers-none = لا شرط وحده يترك أحدًا خلفه.
by-sex = حسب الجنس
by-age = حسب العمر
by-nationality = حسب الجنسية
by-other = حسب الفئة
group = الفئة
more-groups = { $count-n ->
    [one] مجموعة أصغر واحدة
    [two] مجموعتان أصغر
    [few] { $count } مجموعات أصغر
   *[other] { $count } مجموعة أصغر
}
not-recorded = غير مسجَّل
withheld-note = غير معروض كي لا يُعرف أحد: الأعداد الأقل من { $count }، وغيرها مما قد يكشفها.
ask-first = اسأل عن هذا أولًا
ask-first-why = الأسئلة التي تحسم أكثر الحالات.
ask-first-none = لا حاجة إلى سؤال: كل الإجابات واضحة.
question-settles = { $count-n ->
    [one] يحسم وحده إجابة واحدة
    [two] يحسم وحده إجابتين
    [few] يحسم وحده { $count } إجابات
   *[other] يحسم وحده { $count } إجابة
}
personas-title = افتح مثالًا
personas-why = أشخاص افتراضيون، واحد لكل نمط، مع الأسباب.
pattern-failed = غير مستوفى: { $condition }
pattern-unknown = غير معروف: { $condition }
pattern-presumed = مفترَض: { $condition }
pattern-people = { $count-n ->
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
conditions-title = كل شرط بالأرقام
condition = الشرط
waiting-title = نعدّ الأشخاص
waiting-text = نسأل القاعدة «{ $title }» عن كل شخص، في { $day }.
waiting-note = تعيد الصفحة النظر كل ثانيتين. ويمكنك أن تعود لاحقًا: العمل مستمر.
persona-title = شخص يحدث له هذا
persona-lede = ما تقوله «{ $title }» عن هذا الشخص في { $day }، ولماذا.
persona-back = العودة إلى الجميع
persona-record = ما هو مسجَّل
persona-made-up = شخص افتراضي. لا أحد حقيقيًا وراءه.
why = لماذا؟
components-lede = كل ما تتكوّن منه الصفحات، في الاتجاهين. الفاتح والداكن حسب جهازك.
lead-none = { $count-n ->
    [zero] كل شخص يشمله إجراء ما من الإجراءات المثبّتة هنا.
    [one] شخص واحد لا يشمله أي إجراء مثبّت هنا. ويُحسب بينهم كل من لا يزال جوابه مفتوحًا.
    [two] شخصان لا يشملهما أي إجراء مثبّت هنا. ويُحسب بينهم كل من لا يزال جوابه مفتوحًا.
    [few] <b>{ $count }</b> أشخاص لا يشملهم أي إجراء مثبّت هنا. ويُحسب بينهم كل من لا يزال جوابه مفتوحًا.
    [many] <b>{ $count }</b> شخصًا لا يشملهم أي إجراء مثبّت هنا. ويُحسب بينهم كل من لا يزال جوابه مفتوحًا.
    [many] <b>{ $count }</b> شخصًا لا يشملهم أي إجراء مثبّت هنا. ويُحسب بينهم كل من لا يزال جوابه مفتوحًا.
   *[other] <b>{ $count }</b> شخص لا يشملهم أي إجراء مثبّت هنا. ويُحسب بينهم كل من لا يزال جوابه مفتوحًا.
}
uncounted-title = لا يُعرف كم شخصًا لا يشمله أي إجراء
uncounted-why = هذه القواعد الأخرى تعذّر عدّها: ينقص شيء تحتاجه، أو رقم فيها لا يمكن حسابه لشخص ما.
drops-title = ما الذي يشمل عددًا أكبر
drops-why = كم شخصًا إضافيًا، لو استغنت القاعدة عن هذه الشروط، واحدًا منفردًا أو اثنين معًا.
cost-title = كم يكلّف
cost-exact = لجميع من تشملهم: <b>{ $sum }</b>.
cost-between = لجميع من تشملهم: بين <b>{ $min }</b> و<b>{ $max }</b>، ما دام بعض البيانات غير معروف.
cost-from = لجميع من تشملهم: <b>{ $min }</b> على الأقل. أما الحد الأقصى فيتوقف على ما لم يُعرف بعد.
quota-goes = توجد حصة ({ $limit }): مُنحت لـ<b>{ $granted }</b>، بينما ينتظر <b>{ $waiting }</b> من المستحقين.
try-title = التجربة على أسرة
try-lede = أجب سؤالًا بعد سؤال واقرأ ما تقوله القواعد مع المبالغ. لا يُطلب أي اسم ولا يُسجَّل شيء.
try-lede-one = أجب سؤالًا بعد سؤال واقرأ ما تقوله «{ $title }» مع المبالغ. لا يُطلب أي اسم ولا يُسجَّل شيء.
try-next = السؤال التالي
try-answer = أجب
try-skip = لا أعرف، أو أفضّل ألا أقول
try-unfit = هذه الإجابة لا تناسب السؤال. اختر إجابة أو اكتبها، أو تجاوز السؤال.
try-several = ضع علامة على كل ما ينطبق.
several-none = لا شيء مما سبق
several-one = واحد منها
several-more = أكثر من واحد
try-hint-others = كم عدد الآخرين غير الشخص المعني: 0 إن لم يكن هناك أحد.
try-hint-partial = السنة والشهر واليوم بقدر ما تعرف: 1990 أو 1990-05 أو 1990-05-21.
try-hint-decimals = { $count ->
    [one] أرقام، مع نقطة قبل الخانة العشرية الوحيدة الممكنة: 12.5.
    [two] أرقام، مع نقطة قبل الخانتين العشريتين الممكنتين: 12.5.
   *[other] أرقام، مع نقطة قبل الخانات العشرية، وأقصاها { $count }: 12.5.
}
try-hint-whole = أرقام فقط.
try-waiting = { $count-n ->
    [one] تنتظر قاعدة واحدة هذه الإجابة.
    [two] تنتظر قاعدتان هذه الإجابة.
    [few] تنتظر { $count } قواعد هذه الإجابة.
   *[other] تنتظر { $count } قاعدة هذه الإجابة.
}
try-done = لا أسئلة أخرى. ما تقوله القواعد مذكور أدناه.
try-said = ما قلته
try-nothing-kept = لا يوجد إلا في هذه الصفحة ويزول عند مغادرتها.
try-said-nothing = لا شيء بعد.
try-not-said = لم يُقل
try-take-back = تراجع
try-again = البدء من جديد دون أي إجابة
try-all = جرّب كل القواعد المعمول بها هنا
try-others = أفراد آخرون في الأسرة
try-result = ما تقوله القواعد حتى الآن
try-yes = { $count-n ->
    [zero] لا قاعدة تقول نعم حتى الآن.
    [one] <b>قاعدة واحدة</b> <span class="y">تقول نعم</span>.
    [two] <b>قاعدتان</b> <span class="y">تقولان نعم</span>.
    [few] <b>{ $count }</b> قواعد <span class="y">تقول نعم</span>.
   *[other] <b>{ $count }</b> قاعدة <span class="y">تقول نعم</span>.
}
try-open = { $count-n ->
    [zero] لا قاعدة تنتظر إجابة.
    [one] <span class="a"><b>واحدة</b> تنتظر إجابة.</span>
    [two] <span class="a"><b>اثنتان</b> تنتظران إجابة.</span>
    [few] <span class="a"><b>{ $count }</b> تنتظر إجابة.</span>
   *[other] <span class="a"><b>{ $count }</b> تنتظر إجابة.</span>
}
try-no = القواعد التي تقول لا، ولماذا
try-elsewhere = { $count-n ->
    [one] تُركت قاعدة واحدة من بلد آخر.
    [two] تُركت قاعدتان من بلدان أخرى.
    [few] تُركت { $count } قواعد من بلدان أخرى.
   *[other] تُركت { $count } قاعدة من بلدان أخرى.
}
try-why = صف من تعنيه، سؤالًا بعد سؤال. لا يُسجَّل شيء.
try-go = صف أسرة
reach-of-whom = هذه قاعدة من { $country }. يُحسب كل من هو مسجَّل، ومن هم في أماكن أخرى أيضًا.
lead-yes-about = في { $day } <span class="y">تشمل <b>{ $yes }</b></span> من أصل { $people } ممن تعنيهم.
lead-nobody = في { $day } لا تعني أحدًا ممن حُسبوا.
lead-none-of = { $none-n ->
    [zero] كل شخص ممن تعنيهم قواعد { $country } (وعددهم { $people }) تشمله قاعدة منها.
   *[other] من أصل { $people } ممن تعنيهم قواعد { $country }، لا تشمل أي قاعدة <b>{ $none }</b>. ويُحسب بينهم كل من لا يزال جوابه مفتوحًا.
}
about-ties = القاعدة نفسها تقول من تعنيهم: { $ties }.
about-wider = حُسب { $people }؛ ولا ينطبق هذا على { $others } منهم، فليسوا ممن تتركهم خلفها.
about-open = وعدد من لا يُعرف عنهم ذلك { $open }، وهم محسوبون ممن تعنيهم.
about-everybody = ليس في القاعدة شرط يقول من تعنيهم، كشرط يخص بلدًا أو جنسية فقط: فهي تعني كل من حُسب.
about-withheld = عدد من تعنيهم القاعدة ({ $ties }) غير معروض كي لا يُعرف أحد: فالأرقام تخص الجميع.
reform-title = تغيير هذه القاعدة
reform-why = احذف شروطًا أو اكتبها بصيغة أخرى أو أضف شرطًا، وانظر من تشمله القاعدة عندئذ وممن تنتقص.
reform-go = تغيير هذه القاعدة
reform-lede = احذف شرطًا أو اكتبه بصيغة أخرى أو أضف شرطًا، وانظر ما الذي يتغير للناس. لا شيء يسري قبل أن يضعه أحد موضع التنفيذ.
reform-refused = لا يمكن قراءة هذا بعد. موضع الخطأ معلَّم.
reform-dropped = محذوف
reform-changed = بصيغة أخرى
reform-added = مضاف
reform-one-of-several = واحد من عدة شروط لا يلزم تحققها كلها
reform-drop = حذفه
reform-edit = كتابته بصيغة أخرى
reform-add = إضافة شرط
reform-expression = ما يجب أن يتحقق، بلغة القواعد
reform-looks-at = ينظر في:
reform-sentence = الشيء نفسه بالكلمات كما سيقرؤه الناس
reform-try-title = التجربة
reform-try-why = تسري الشروط على كل يوم تكون فيه القاعدة نافذة؛ أما القيم فمن يومها.
reform-clear = البدء من جديد
reform-tests-right = اختبارات لهذه القاعدة تعطي ما كتبه أصحابها: { $count }.
reform-tests-wrong = اختبارات تعطي غير ذلك: { $count }.
reform-tests-left-out = اختبارات تتوقع شيئًا من شرط محذوف فحُذفت معه: { $count }.
reform-failing = اختبارات تعطي غير ذلك
reform-versions = القواعد: { $pack } { $version } ({ $hash }).
reform-printed = طُبع في { $day }. أرقام عن أشخاص مختلقين: تقول ما تفعله القاعدة لا كم عدد الناس.
reform-keep-title = مشاركته أو أخذه
reform-link = رابط هذا التغيير
reform-link-why = في الرابط ما يُجرَّب، وليس فيه كلام كتبه أحد ولا شيء عن أحد. من يفتحه يحتاج إلى حساب هنا، ويُحسب بالقواعد النافذة عندئذ.
reform-copy = نسخ الرابط
reform-csv = الأرقام بصيغة CSV
reform-print = طباعة
reform-unsaid = اكتب كل شرط جديد بالكلمات: فالناس يقرؤون الجملة لا القاعدة. ولا تظهر في أي عنوان.
studies-title = دراسات
studies-lede = تغييرات محفوظة باسم. تُحسب كل واحدة من جديد عند فتحها، بقواعد ذلك اليوم.
studies-none = لا دراسة محفوظة بعد.
studies-none-next = افتح قاعدة واختر «تغيير هذه القاعدة» واحفظ ما جرّبته.
study-kept = حفظها { $account } في { $day }
study-moved = تغيرت القاعدة منذ ذلك الحين
study-moved-why = يُقارَن ما يُجرَّب بالقاعدة النافذة الآن.
study-end = إنهاء هذه الدراسة
study-name = حفظه كدراسة
study-name-hint = اسم يجده به الآخرون. بلا أسماء أشخاص.
study-keep = حفظ
way-opens = يفتحه: { $roles }
way-ends = كيف ينتهي
way-end = { $end } (يغلقه: { $roles })
way-after = بعد: { $what }
way-any = بعد واحد من: { $what }
way-depends = انطباقه يتوقف على: { $what }
way-waits = ينتظر: { $what }
way-opening = فتح الحالة
way-task = يقوم به: { $roles }
way-decision = يقرره: { $roles }
way-referral = يحيله: { $roles }
way-not-by = ليس ممن قام بهذا: { $what }
way-gate = يجب أن يثبت قبل ذلك: { $what }
way-within = المهلة: { $length }
way-within-of = المهلة: { $length }، ابتداءً من: { $start }
way-before = في موعد أقصاه { $length } قبل: { $start }
way-same-day = في اليوم نفسه
way-same-day-of = في يوم: { $start }
way-length-set = مدة غير محددة لهذا اليوم
way-pause = تتوقف المهلة من: { $from }، حتى: { $until }
way-overdue = عند التأخر يُبلَّغ: { $what }
way-hears-after = { $who } بعد { $length }
way-above = المكتب الأعلى
way-by-data = يتم حالما يثبت في السجل: { $what }
way-every = يتكرر كل { $length }
way-at = يتكرر بعد { $lengths } من: { $start }
way-pays = يخطط لدفعة
way-issues = يصدر وثيقة إثبات
way-consent = فقط إذا وافق الشخص
way-outcomes = قد ينتهي إلى: { $what }
way-against = { $outcome } (في غير صالح الشخص)
way-silence = إن لم يقرر أحد في الوقت: { $what }
way-letter = يُسلَّم الشخص رسالة: { $text }
way-appeal = يطعن: { $roles }
way-appeal-to = يُبتّ في الطعن هنا: { $what }
way-no-appeal = لا طعن هنا على: { $what }
way-seats = في اللجنة، كل منهم شخص آخر: { $what }
way-text = يُقال معه: { $text }
way-told-open = عند فتحه يُبلَّغ الشخص: { $text }
way-told-done = عند تمامه يُبلَّغ الشخص: { $text }
way-told-late = عند تأخره يُبلَّغ الشخص: { $text }
brings-title = السجلات التي تجلبها
brings-person = كل منها يخص شخصًا واحدًا.
brings-household = كل منها يخص أسرة واحدة.
brings-itself = كل منها قائم بذاته ولا يخص أحدًا.
brings-takes = يأخذ من: { $from } ({ $what })
way-approve = { $n-n ->
    [one] يجب أن يوافق واحد من هؤلاء: { $roles }
    [two] يجب أن يوافق اثنان من هؤلاء: { $roles }
   *[other] يجب أن يوافق { $n } من هؤلاء: { $roles }
}

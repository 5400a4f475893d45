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
    [many] <span class="y"><b>{ $count }</b> تدبيرًا تشمل</span> هذا الشخص.
   *[other] <span class="y"><b>{ $count }</b> تدبير تشمل</span> هذا الشخص.
}
person-settled = الاستحقاق واضح في كل التدابير. وما يُسأل عنه أدناه يحسم ما بقي، كمبلغ مثلًا.
person-open = { $count-n ->
    [zero] لم يبق ما يُسأل عنه.
    [one] <span class="a"><b>تدبير آخر</b> يحتاج إلى جواب.</span>
    [two] <span class="a"><b>تدبيران آخران</b> يحتاجان إلى جواب.</span>
    [few] <span class="a"><b>{ $count }</b> تدابير أخرى تحتاج إلى جواب.</span>
    [many] <span class="a"><b>{ $count }</b> تدبيرًا آخر تحتاج إلى جواب.</span>
   *[other] <span class="a"><b>{ $count }</b> تدبير آخر تحتاج إلى جواب.</span>
}
ask-waiting = { $count-n ->
    [one] تدبير واحد ينتظر هذا الجواب.
    [two] تدبيران ينتظران هذا الجواب.
    [few] { $count } تدابير تنتظر هذا الجواب.
    [many] { $count } تدبيرًا تنتظر هذا الجواب.
   *[other] { $count } تدبير تنتظر هذا الجواب.
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
records-none-says = لا شيء مما يُعرض هنا يقول ذلك.
records-none-closed = لا شيء مغلق من هذا النوع بعد.
records-none-next = يُفتح الملف من صفحة الشخص الذي يخصه.
records-shown = { $from } إلى { $to } من { $total } من الملفات
records-what = الملف
records-whose = الشخص
records-household-of = أسرة { $name }
records-household = أسرة
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
unfit-these = لم يُحفظ شيء، ولم يضع شيء مما كتبته. هذا لا يناسب بعد:
fits-day = اكتب اليوم هكذا: { $example }، أي السنة ثم الشهر ثم اليوم
fits-partial-day = اكتب اليوم هكذا: { $day }، أي السنة ثم الشهر ثم اليوم؛ وإن كنت تعرف أقل فالشهر أو السنة: { $month } أو { $year }
fits-time = اكتب الوقت هكذا: { $example }
fits-whole = اكتب عددًا صحيحًا
fits-decimal = { $places-n ->
    [one] اكتب عددًا بمنزلة عشرية واحدة على الأكثر
    [two] اكتب عددًا بمنزلتين عشريتين على الأكثر
   *[other] اكتب عددًا بما لا يزيد على { $places } منازل عشرية
}
fits-money = اكتب مبلغًا، مثل { $example }
fits-least = لا يقل عن { $end }
fits-most = لا يزيد على { $end }
record-overtaken = غيّر شخص آخر هذا الملف في هذه الأثناء. لم يُكتب شيء فوقه؛ انظر ما يقوله الآن.
record-is-closed = هذا الملف مغلق. افتحه مجددًا أولًا.
record-closed-already = هذا الملف مغلق من قبل؛ يبيّن «ما حدث» من أغلقه ولماذا. لم يُضف إليه شيء.
record-open-already = هذا الملف مفتوح من جديد من قبل؛ يبيّن «ما حدث» من فتحه ولماذا. لم يُضف إليه شيء.
record-another = يوجد ملف مفتوح من هذا النوع لهذا الشخص. تابع فيه أو أغلقه أولًا.
record-opened-already = فتحت هذه الاستمارة هذا الملف من قبل. ما تقوله الآن ولا يقوله الملف لم يُحفظ، وهو مذكور أدناه.
record-no-reason = اذكر السبب في بضع كلمات، وفي ألفي حرف على الأكثر.
record-nobody = لا أحد بهذا الحساب يعمل في مكتبك وله أن يقرأ هذا ويفتحه.
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
record-not-for-them = لا يُفتح هذا لهذا الشخص: فبحسب ما هو مسجل ليس له.
record-against = ما يحول دون ذلك:
record-against-go = انظره في صفحة الشخص
record-against-unseen = لا يمكنك أن ترى ما يحول دون ذلك. اسأل مشرفك.

### Cases: records that run a pathway.

case-way = الطريق
case-stage-now = الآن
case-stage-left = انتهى
case-stage-skipped = لا ينطبق
case-stage-undecided = لا يُعرف إن كان ينطبق
case-stage-ahead = لاحقًا
case-due = حتى { $when }
case-due-between = بين { $from } و{ $to }، غير معروف بدقة
case-due-not-before = ليس قبل { $when }
case-late = متأخر منذ { $when }
case-done = تم { $when }
case-done-times = { $n-n ->
    [one] تم { $when }
    [two] تم مرتين، آخرهما { $when }
    [few] تم { $n } مرات، آخرها { $when }
   *[other] تم { $n } مرة، آخرها { $when }
}
case-next = المرة القادمة حتى { $when }
case-again = هذا يتكرر. المرة الأخيرة تمت، والقادمة موعدها اليوم المذكور هنا.
case-rests = يتكرر حين يحين وقته
case-waits = بانتظار آخرين
case-waits-until = بانتظار آخرين حتى { $when }
case-referred = أُرسل إلى { $to }
case-marked = لا يُعرف إن كان ينطبق
case-nothing-open = لا شيء يُعمل الآن
case-nothing-open-why = تنتظر الحالة يومًا، أو شخصًا آخر، أو شيئًا غير معروف بعد.
case-nothing-open-end = يمكن إغلاقها.
case-not-yours = يقوم بهذا شخص آخر.
case-unseen = من يقوم بهذا لا يرى الحالة: أخبرهم. وحين يتم ذلك يرفعه مشرف بـ«الاستغناء عنه» مع كلمة عن السبب.
case-rarely = شيء آخر
case-asks = ما يُسأل عنه
case-asks-why = ما دام هذا غير معروف، لا يمكن الحسم في جزء من الطريق.
case-offered = يمكن عمله أيضًا
case-past = ما تم
case-do = تم
case-earlier = تم ذلك من قبل
case-happened = متى
case-was = كان ذلك
case-decide = ما القرار؟
case-reasons = الأسباب. ما هو ضد الشخص يحتاج إليها.
case-decide-go = قرر
case-vote = قام بهذا شخص آخر. أنت تنظر فيه وتقول نعم أو لا.
case-seat = لأي مقعد
case-yes = نعم
case-no = لا، إرجاع
case-serve = سُلّمت الرسالة
case-appeal = الشخص يطعن
case-add = ضعه في القائمة
case-waive = الاستغناء عنه
case-pause = إيقاف المهلة
case-resume = استئناف المهلة
case-extend = إعطاء وقت إضافي
case-extend-by = كم إضافيًا
case-unit = الوحدة
case-working-days = أيام عمل
case-days = أيام
case-hours = ساعات
case-refer-to = إلى من
case-priority = مدى الاستعجال
case-normal = عادي
case-urgent = عاجل، خلال 72 ساعة
case-emergency = طارئ، خلال 24 ساعة
case-consent = وافق الشخص على مشاركة هذا معهم
case-refer-go = إحالة
case-answer = جوابهم
case-accepted = قبلوا
case-declined = رفضوا
case-completed = أنجزوا
case-answer-go = سجّل
case-end = كيف تنتهي
case-end-error = فُتحت خطأً
case-move-heading = قواعد أحدث
case-move-title = تسير هذه الحالة وفق القواعد المؤرخة { $from }، وهناك قواعد أحدث سارية منذ { $to }.
case-move-title-undated = تسير هذه الحالة وفق قواعد أقدم من القواعد السارية.
case-move-stays = تبقى على قواعدها إلى أن ينقلها أحد. وما أُنجز يبقى منجزًا.
case-move-show = ما الذي يتغير لو نُقلت
case-move-nothing = لن يختلف شيء اليوم.
case-move-what = ماذا
case-move-now = الآن
case-move-then = وفق القواعد الأحدث
case-move-absent = غير موجود
case-stands-waiting = ينتظر ما قبله
case-stands-undecided = لا يمكن لأحد أن يعرف بعد
case-stands-offered = يمكن القيام به
case-stands-open = مطلوب القيام به
case-stands-done = تم
case-stands-waived = استُغني عنه
case-stands-skipped = لا ينطبق
case-stands-resting = يعود لاحقًا
case-stands-stopped = المهلة متوقفة
case-stands = { $how }
case-stands-with = { $how }، { $clock }
case-move-end-more = يمكن أن تنتهي هكذا: { $what }
case-move-end-less = لن يمكن أن تنتهي هكذا: { $what }
case-move-ask-more = يُسأل عن: { $what }
case-move-ask-less = لا يُسأل بعد عن: { $what }
case-move-two = وفق القواعد الأحدث يقلّ ما يستحقه الشخص. يلزم شخصان: أحدهما يطلب ذلك، ومشرف ينقل الحالة.
case-move-cannot = لا يمكن نقلها: سيضيع شيء أُنجز.
case-move-undone = { $item }: لن يبقى منجزًا
case-move-dropped = { $item }: غير موجود في القواعد الأحدث
case-move-asked = طلب { $account } ذلك في { $at }: { $why }
case-move-go = نقل هذه الحالة
case-move-ask = طلب نقلها من مشرف
case-move-asked-already = سبق أن طلب أحدهم ذلك.
case-move-ask-first = سيقلّ ما يستحقه الشخص. يطلب ذلك شخص آخر أولًا.
case-rules-changed = القواعد السارية غير التي عُرضت. انظر ما الذي يتغير الآن.
case-unreadable = لم تعد قواعد هذه الحالة مقروءة
case-unreadable-why = لا يمكن هنا معرفة ما هو مفتوح فيها أو مستحق أو واجب، ولا تحل محلها قواعد أخرى. اقرأ ما حدث، واطلب نقلها إلى القواعد السارية.
case-loosens-more-see = يرى الحالة عدد أكبر من الناس
case-loosens-unsafe-contact = يجري التواصل مع الشخص وإن لم يكن ذلك آمنًا
case-loosens-reads-more = يجوز للقواعد أن تستخدم ما لم يكن جائزًا
case-loosens-later = { $item }: قد يستغرق وقتًا أطول
case-loosens-fewer-votes = { $item }: يكفي أن يوافق عدد أقل
case-loosens-no-appeal = { $item }: لم يعد الطعن فيه ممكنًا
case-loosens-other-voters = { $item }: يوافق عليه آخرون
case-loosens-own-review = { $item }: يجوز أن يقوم به من قام بما يُراجَع
case-loosens-not-adverse = { $item }: لم تعد إحدى النتائج تُعد ضد الشخص
case-loosens-other-letter = { $item }: تغيرت رسالته أو معنى السكوت
case-loosens-not-asked = { $item }: لم يعد الشخص يُسأل
case-loosens-no-gate = { $item }: ما يلزم أن يُعرف قبله صار أقل أو غيره
case-loosens-other-doers = { $item }: يجوز أن يقوم به آخرون
case-loosens-opens-less = قد لا تُفتح الحالة لكل من كان يمكن فتحها له
case-loosens-ends-easier = قد تُغلق الحالة حيث لم يكن ذلك ممكنًا
case-loosens-not-owed = { $item }: لم يعد القيام به واجبًا
case-loosens-applies-less = { $item }: قد لا يشمل كل من كان يشملهم
case-loosens-less-time = { $item }: يترك للشخص وقتًا أقل
case-loosens-rarer = { $item }: قد يتكرر بوتيرة أقل
case-loosens-answer-later = { $item }: قد يتأخر الرد عليه
case-loosens-not-escalated = { $item }: يعلم بالتأخير عدد أقل من الناس، أو في وقت لاحق
case-loosens-waits-for-more = { $item }: ينتظر شيئًا آخر
case-loosens-done-otherwise = { $item }: صار يُعد منجزًا بشيء آخر
case-loosens-harder-appeal = { $item }: صار الطعن فيه أصعب
case-loosens-worse-outcomes = { $item }: نتائجه الممكنة أسوأ للشخص
case-loosens-not-told = { $item }: يُبلَّغ الشخص بأقل مما كان
case-loosens-gives-less = { $item }: تغير ما يدفعه أو يصدره أو يسجله
case-loosens-other-service = { $item }: تغيرت جهة الإحالة أو طريقة مشاركة البيانات
case-loosens-unreadable = ما كان واجبًا وفق القواعد القديمة لم يعد مقروءًا
case-did-move = نُقلت إلى قواعد أحدث. السبب: { $reason }
case-did-ask-move = طُلب نقلها إلى قواعد أحدث. السبب: { $reason }
case-mistake = كان هذا خطأً
case-retract = سحبه
case-not-now = لا يمكن ذلك كما هي الحالة الآن. انظر ما هو مفتوح.
case-another-person = هذا عملك أنت: يجب أن ينظر فيه شخص آخر.
case-reasons-missing = اذكر السبب. ما هو ضد الشخص أو يغير ما كان مقررًا أو يعيد عملًا يحتاج إلى سبب.
case-no-consent = لم يوافق الشخص على المشاركة. اسأل أولًا.
case-do-not-contact = لا يُعرف إن كان الاتصال بالشخص آمنًا. لا يُرسل شيء.
case-gate = ما يجب معرفته قبل ذلك غير معروف أو غير متحقق. انظر ما يُسأل عنه.
case-full = شغل شخص آخر هذا المقعد، أو توجد حالة مفتوحة.
case-no-such-moment = ليست هذه لحظة بين فتح الحالة والآن.
case-did-begin = بدأ الطريق
case-did-do = تم: { $item }
case-did-waive = استُغني عن: { $item }
case-did-add = وُضع في القائمة: { $item }
case-did-pause = أُوقفت المهلة: { $item }
case-did-resume = استؤنفت المهلة: { $item }
case-did-extend = وقت إضافي: { $item }، { $value }
case-did-decide = تقرر: { $item }، { $value }
case-did-yes = قال نعم: { $item }
case-did-no = قال لا: { $item }
case-did-serve = سُلّم: { $item }
case-did-appeal = طُعن في: { $item }
case-did-refer = أُحيل: { $item }، إلى { $value }
case-did-answer = جواب: { $item }، { $value }
case-did-consent = وافق الشخص: { $to }
case-did-send = أُبلغ: { $text }
case-did-retract = سُحب خطأ
case-did-appoint = عُيّن: { $item }، { $value }
case-did-why = { $what }. السبب: { $why }
work-title = عملي
work-whose = عمل من
work-mine = بيدي
work-office = كل المكتب
work-late = متأخر
work-today = اليوم
work-week = خلال أسبوع
work-later = لاحقًا
work-undated = دون موعد
work-next = ما التالي
work-due = حتى
work-serve = سلّم الرسالة: { $item }
work-look = انظر في هذه الحالة: لا شيء مفتوح فيها
work-none = لا شيء يُعمل.
work-none-mine = لا شيء بيدك.
work-none-next = تُفتح الحالة من صفحة الشخص الذي تخصه.
work-nobody = ليس بيد أحد بعد
work-yes = بانتظار موافقتي
work-kind = المسار
work-kind-all = الكل
work-until = حتى نهاية يوم
work-none-view = لا شيء من هذا يُعمل.
work-unseen = لأجل: { $roles }. لا يرون هذه الحالة: أخبرهم.
work-none-unseen = ما يقوم به دورك في حالة ما يخبرك به من يعمل عليها.
work-vote = قل نعم أو لا: { $item }
work-tell = أبلغ الشخص: { $item }
work-ask-how = لا تتصل به، واسأل كيف. ما يجب إبلاغه: { $item }
work-above = متأخر في مكتب تابع: { $item }
work-escalated = رُفع إليك منذ { $when }
work-elsewhere = شخص في { $office }. لا ترى من هو: اتصل بـ { $call }.
work-elsewhere-nobody = شخص في { $office }. لا ترى من هو، ولا أحد مسؤول عن ذلك المكتب الآن.
work-made-anew = يُعاد إعداد هذه القائمة لأن المسارات تغيّرت. حتى يتم ذلك تُعرض الحالات كما هي الآن، وقد ينقص بعضها.
work-unreadable = { $n-n ->
    [one] تعذّرت قراءة مدخل واحد: غيّره أحدهم في قاعدة البيانات. البقية صحيحة. أخبر المسؤول عن النظام الآن.
    [two] تعذّرت قراءة مدخلين: غيّرهما أحدهم في قاعدة البيانات. البقية صحيحة. أخبر المسؤول عن النظام الآن.
    [few] تعذّرت قراءة { $n } مدخلات: غيّرها أحدهم في قاعدة البيانات. البقية صحيحة. أخبر المسؤول عن النظام الآن.
    [many] تعذّرت قراءة { $n } مدخلًا: غيّرها أحدهم في قاعدة البيانات. البقية صحيحة. أخبر المسؤول عن النظام الآن.
   *[other] تعذّرت قراءة { $n } مدخل: غيّرها أحدهم في قاعدة البيانات. البقية صحيحة. أخبر المسؤول عن النظام الآن.
}
case-messages = ما يجب إبلاغه
case-messages-why = لا يرسل Onward شيئًا بعد. من يُبلغ الشخص يدوّن ذلك هنا.
case-message-since = يجب إبلاغه منذ { $when }
case-message-told = أُبلغ في { $when }
case-message-over = لم يُبلَّغ؛ كان موعده { $when }
case-message-ask = لا تتصل به: اسأل كيف
case-message-ask-go = دوّن هل الاتصال آمن
case-tell = أبلغته
case-left-hours = { $n-n ->
    [one] متوقف، بقيت ساعة واحدة
    [two] متوقف، بقيت ساعتان
    [few] متوقف، بقيت { $n } ساعات
   *[other] متوقف، بقيت { $n } ساعة
}
case-left-days = { $n-n ->
    [one] متوقف، بقي يوم واحد
    [two] متوقف، بقي يومان
    [few] متوقف، بقيت { $n } أيام
    [many] متوقف، بقي { $n } يومًا
   *[other] متوقف، بقي { $n } يوم
}
case-left-working-days = { $n-n ->
    [one] متوقف، بقي يوم عمل واحد
    [two] متوقف، بقي يوما عمل
    [few] متوقف، بقيت { $n } أيام عمل
   *[other] متوقف، بقي { $n } يوم عمل
}
case-missed = { $n-n ->
    [one] فات مرة واحدة
    [two] فات مرتين
    [few] فات { $n } مرات
   *[other] فات { $n } مرة
}
work-lead = { $late-n ->
    [zero] لا شيء متأخر.
    [one] <span class="n"><b>أمر واحد</b> متأخر.</span>
    [two] <span class="n"><b>أمران</b> متأخران.</span>
    [few] <span class="n"><b>{ $late }</b> أمور متأخرة.</span>
    [many] <span class="n"><b>{ $late }</b> أمرًا متأخرة.</span>
   *[other] <span class="n"><b>{ $late }</b> أمر متأخرة.</span>
}
register-title = تسجيل شخص
register-member-title = إضافة فرد من هذه الأسرة
register-lead = املأ ما تعرفه. ما تتركه فارغًا يُحفظ على أنه غير معروف، ويمكن السؤال عنه لاحقًا.
register-first = من هو
register-more = المزيد: الاتصال والوثائق والإقامة والعمل
register-go = تسجيل
register-again = التحقق مرة أخرى
register-done = تم تسجيل الشخص.
register-done-unseen = تم تسجيل الشخص. يمكن تسجيل الشخص التالي هنا.
register-next = تسجيل شخص آخر
register-member = إضافة فرد من الأسرة نفسها
register-unfit = شيء ما لا يجيب عن سؤاله، وهو محدد أدناه. لم يُحفظ شيء، ولم يضع شيء مما كتبته.
register-sent-before = أُرسلت هذه الاستمارة من قبل، والشخص مسجَّل. ما غيّرته بعد ذلك لم يُحفظ: افتح صفحة الشخص وغيّره هناك.
register-open = فتح صفحة الشخص
register-household-contested = تختلف المصادر في أي أسرة هي. احسم ذلك أولًا في صفحة الشخص. لم يُحفظ شيء.
register-household-moved = أدخل شخص آخر شيئًا عن هذه الأسرة في هذه الأثناء. لم يُحفظ شيء؛ انظر إليه ثم أرسل الاستمارة من جديد.
alike-title = هل هذا الشخص مسجَّل من قبل؟
alike-lead = لم يُسجَّل أحد بعد. قارن، واسأل الشخص إن لم تكن متأكدًا.
alike-paper = الوثيقة نفسها أو البريد الإلكتروني نفسه
alike-name-birth = اسم كهذا، وقد يكون تاريخ الميلاد نفسه
alike-name = اسم كهذا، وينقص تاريخ ميلاد
alike-name-not-birth = الاسم نفسه مع تاريخ ميلاد آخر
alike-open = إنه هذا الشخص
alike-more = يوجد أشخاص باسم كهذا أكثر مما يظهر هنا: ابحث عنهم أيضًا.
alike-other = إنه شخص آخر: تسجيل
alike-nobody-merged = القرار لك. لا يُدمج شيء، ويبقى كلاهما كما هو.
field-change = تغيير
field-close = إغلاق
field-past = من قال ماذا ومتى
field-past-none = لم يقل أحد شيئًا بعد.
field-contested = تختلف المصادر. أنت تغيّر ما يقوله المكتب؛ وما يقوله مصدر آخر يبقى حتى يقول ذلك المصدر غيره.
field-take-back = غير معروف في الواقع
field-taken-back = سُحب
field-unfit = هذا لا يجيب عن السؤال. لم يُحفظ شيء.
field-not-ours = يقول هذا مصدر آخر، ولم يقل المكتب شيئًا يمكن سحبه. قل ما هو بدلًا من ذلك.
fields-missing = غير معروف بعد: أضف شيئًا
household-here = أُعطي هنا
field-look = السجل
pick-another = إضافة إجابة أخرى
case-appoint = إعطاء مقعد في اللجنة
case-proposed = قرر { $by }: { $what }.
case-proposed-why = قرر { $by }: { $what }. السبب: { $why }
case-proposed-done = يقول { $by } إنه تم.
case-deemed = لم يقرر أحد في الوقت: هكذا تقضي القاعدة
case-taken-back = سُحب
case-did-for = عن الشخص: { $what }
case-length-hours = { $n-n ->
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $n } ساعات
   *[other] { $n } ساعة
}
case-length-days = { $n-n ->
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
case-length-working-days = { $n-n ->
    [one] يوم عمل واحد
    [two] يوما عمل
    [few] { $n } أيام عمل
   *[other] { $n } يوم عمل
}
case-length-weeks = { $n-n ->
    [one] أسبوع واحد
    [two] أسبوعان
    [few] { $n } أسابيع
    [many] { $n } أسبوعًا
   *[other] { $n } أسبوع
}
case-length-months = { $n-n ->
    [one] شهر واحد
    [two] شهران
    [few] { $n } أشهر
    [many] { $n } شهرًا
   *[other] { $n } شهر
}
record-note = دوّن محادثة
record-note-text = ماذا قيل، وعلى ماذا اتُّفق؟
record-note-when = متى كان ذلك؟ اتركه فارغًا إن كان الآن.
record-note-go = احفظ الملاحظة
record-did-note = دُوّنت محادثة: { $text }
record-no-note = اكتب أولًا ما قيل، في صفحة أو صفحتين على الأكثر.
records-leading = ما يقود إلى هنا
case-by-data = يتم حالما يُسجَّل: هنا في الأسفل أو في صفحة الشخص.
case-text = ليُقال أو يُرسَل:
case-text-for = ليُقال أو يُرسَل إلى { $name }:
record-not-yet = لم يحن ذلك الوقت بعد. دوّن متى كان ذلك.
case-served = سُلّمت { $when }
case-unserved = لم تُسلَّم الرسالة بعد
case-appeal-until = يمكن الطعن حتى { $when }
case-appeal-between = يمكن الطعن حتى يوم بين { $from } و{ $to }، غير معروف بدقة
case-appeal-not-before = يمكن الطعن حتى { $when } على الأقل
case-appeal-may = يمكن الطعن
case-appealed = طُعن فيه { $when }
case-final = نهائي منذ { $when }
case-leaves-appeal-unbegun = { $item }: لم يسلّم أحد الرسالة بعد، ولم تبدأ مهلة الطعن.
case-leaves-unserved = { $item }: لم يسلّم أحد الرسالة بعد.
case-leaves-unheard = { $item }: طُعن فيه، ولم يبتّ أحد في الطعن بعد.
case-leaves-appealable = { $item }: ما زال الطعن ممكنًا.
case-said-no = قلتَ لا. سيُعاد سؤالك حين يُنجَز من جديد.
case-sent-back = أعاده { $by }: { $why }
case-sent-back-unsaid = أعاده { $by }
case-vote-why = السبب. الرفض يحتاج إلى سبب يقرؤه من قام بهذا.
case-no-why = اذكر سبب الرفض: على من قام بهذا أن يصلحه.
case-extend-fits = يصلح هنا عدد صحيح من 1 إلى { $most }.
case-end-choose = اختر
case-no-end = اختر كيف تنتهي الحالة.
record-not-yours = لا تسمح القواعد لدورك بفتح هذا. لم يُحفظ شيء، وما كتبته باقٍ أدناه. يمكن أن يكمل زميل يسمح دوره بذلك.
work-yes-more = ما ينتظر التصويت أكثر مما يُنظر فيه هنا. المعروض ليس الكل، ويظهر الباقي بعد حسم هذه.
work-none-until = لا شيء مستحق حتى نهاية ذلك اليوم.
work-none-nobody = لكل حالة من يتولاها.
work-none-yes = لا شيء ينتظر موافقتك.
work-none-late = لا شيء متأخر.
work-ask = اسأل: { $what }
work-ask-more = اسأل: { $what } وغيره ({ $n }).

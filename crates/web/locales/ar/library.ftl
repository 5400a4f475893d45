### المكتبة: الممارسات والتوصيات والاعتماد والمقارنة.

nav-library = المكتبة
library-title = مكتبة الممارسات
library-lede = ما روته الحكومات وغيرها بعضهم لبعض عما فعلوه لأجل الناس المتنقلين. ابحث عن ممارسة، وانظر هل تُشغّلها حزمة، ثم اعتمدها.
library-english = الممارسات مكتوبة بالإنجليزية؛ والبحث بلغتك يعمل للفئات والموضوعات.
library-search = ابحث عن ممارسة
library-hint = مثلًا: الصحة، العودة، النساء
library-narrow = ضيّق البحث
library-show = اعرض الممارسات
library-all = اعرض كل الممارسات
library-remove = أزل: { $name }
library-option = { $name } ({ $count })
library-some-words = لا ممارسة تضم كل هذه الكلمات. هذه تضم بعضها.
library-none = لا ممارسة مطابقة.
library-none-next = استخدم كلمات أقل، أو أزل أحد المرشحات.
library-compare-with = اختر ممارسة لمقارنتها بهذه:
library-compare-stop = أوقف المقارنة
library-pack = الحزمة
library-status = الحالة في التقرير
library-kind = النوع
library-groups = لمن
library-phase = المرحلة
library-countries = البلد
library-objectives = أهداف الاتفاق العالمي
library-targets = غايات أهداف التنمية المستدامة
library-figures = أرقام واردة
library-reported-by = أفاد بها
library-places = وردت في
library-about = في التقرير
library-serves = ما تخدمه
library-recommended = توصيات تستجيب لها
library-recommended-none = لا توصية من الحوار تُحيل إليها.
library-alike = قارن بممارسة مشابهة
library-choose = اختر أخرى للمقارنة
library-runs-title = حزمة تُشغّل هذه الممارسة
library-runs-why = اختباراتها التي تستشهد بهذه الممارسة ناجحة.
library-fails-title = الحزمة المسماة لها لا تُشغّلها
library-none-title = لا حزمة تُشغّلها بعد
library-write-one = يستطيع مؤلف أن يكتب واحدة بلا مبرمج:
library-open-pack = افتح الحزمة المثبّتة
library-adopt = انظر ما يغيّره اعتمادها هنا
compare-title = ممارستان جنبًا إلى جنب
compare-what = ما يُقارن
compare-rules = شروط حزمهما
compare-no-rules = لا حزمة، فلا شروط.
compare-another = قارن بأخرى
recommendations-title = التوصيات
recommendations-lede = ما أوصى به الحوار، وأي الممارسات تستجيب له.
recommendations-parts = أجزاء التقرير
recommendations-answered = تُشغّل حزمة جوابًا عن <b>{ $runs }</b> من { $all }.
recommendations-practices = ممارسات تستجيب لها
recommendations-none = لا ممارسة في التقرير تستجيب لها بعد.
recommendations-systems = أنظمة الحوار
adopt-title = اعتماد: { $title }
adopt-new = ليست نافذة هنا. تثبيتها يضيفها، ولا يتغير شيء مما هو نافذ.
adopt-changed = نسخة أخرى نافذة هنا. تحل هذه محلها من الآن؛ وتبقى الإجابات السابقة كما كانت.
adopt-in-force = هي نافذة هنا كما شُحنت تمامًا. لا شيء يتغير.
adopt-lines = أسطر مضافة: { $added }، محذوفة: { $removed }
adopt-from-line = من السطر { $count }:
adopt-go = أنفِذها
adopt-logged = يُسجَّل من ثبّتها ومتى.
adopt-who = يثبّت الحزم مدير النظام أو مسؤول حماية البيانات. أرسل إليهما عنوان هذه الصفحة.
adopt-changes = ما الذي يتغير
adopt-practices = ممارسات تمثلها
pack-runs = تُشغّلها حزمة
pack-fails = حزمتها تفشل
pack-none = لا حزمة بعد
status-in-force = سارية
status-ended = انتهت
status-planned = مخطط لها
status-proposed = مقترحة
status-cited = مذكورة فقط
kind-rule = قاعدة
kind-pathway = خطوات خدمة
kind-message = رسالة
kind-fund = صندوق
kind-training = تدريب
kind-form = استمارة
kind-matching = مواءمة
kind-registry = سجل
kind-indicator = مؤشر
kind-evidence = أدلة
kind-library = معرفة مشتركة
kind-governance = التزام أو هيئة
kind-other = غير ذلك
phase-immediate = الاستجابة الأولى
phase-recovery = التعافي
phase-long-term = المدى الطويل
place-section-1 = القسم 1
place-section-2 = القسم 2
place-section-3 = القسم 3
place-section-4 = القسم 4
place-section-5 = القسم 5
place-section-6 = القسم 6
place-proceedings = وقائع الجلسات
part-side-event = فعالية موازية: صحة النساء
part-speakers = المتحدثون
part-compact = سبل المضي: الاتفاق العالمي
part-hardship = سبل المضي: الضائقة
part-mobility = سبل المضي: التنقل
part-narrative = سبل المضي: الخطاب
part-protection = سبل المضي: الحماية
whom-all = الجميع
whom-women = النساء
whom-children = الأطفال
whom-youth = الشباب
whom-families = الأسر
whom-workers = العمال
whom-health-workers = العاملون الصحيون
whom-agriculture = عمال الزراعة
whom-domestic = عمال المنازل
whom-seafarers = البحارة
whom-informal = العمال غير النظاميين
whom-students = الطلاب
whom-regular = ذوو الوضع النظامي
whom-irregular = من لا وضع نظاميًا لهم
whom-asylum-seekers = طالبو اللجوء
whom-refugees = اللاجئون
whom-stateless = عديمو الجنسية
whom-trafficked = ضحايا الاتجار
whom-detained = المحتجزون
whom-stranded = العالقون
whom-returnees = العائدون
whom-nationals-abroad = المواطنون في الخارج
whom-diaspora = المغتربون
whom-internal = النازحون داخليًا
whom-homeless = من لا مأوى لهم
whom-sogi = أشخاص مجتمع الميم
whom-venezuelans = الفنزويليون
whom-media = وسائل الإعلام
system-S01 = بوابة تواصل للاحتياجات العاجلة
system-S02 = مركز اتصال ومكتب مساعدة
system-S03 = رسائل بلغات كثيرة
system-S04 = دعم الصحة النفسية
system-S05 = اعتبار أصحاب الطلبات المعلقة في وضع نظامي
system-S06 = تمديد التصاريح والمواعيد
system-S07 = تجديد عبر الإنترنت
system-S08 = مسارات للعاملين في الخطوط الأمامية
system-S09 = الأطفال المتنقلون
system-S10 = الحماية من العنف
system-S11 = مكافحة الاتجار بالبشر
system-S12 = الرعاية الصحية بصرف النظر عن الوضع
system-S13 = المطالبة بالأجور والإجازات
system-S14 = عمليات العودة
system-S15 = الحجر الصحي والإيواء
system-S16 = سجل العمال العائدين
system-S17 = مساعدات نقدية وقروض
system-S18 = إعادة الجثامين والمساعدة القنصلية
system-S19 = متابعة إعادة الإدماج
system-S20 = كلفة التحويلات
system-S21 = الاعتراف بالمهارات
system-S22 = المواءمة الوظيفية والتوظيف العادل
system-S23 = قوائم المغتربين وصناديقهم
system-S24 = التدريب
system-S25 = مرصد خطاب الكراهية
system-S26 = مواجهة الشائعات الكاذبة
system-S27 = قصص المهاجرين
system-S28 = المشاورات والشكاوى
system-S29 = أرقام حسب الجنس والعمر
system-S30 = موجات المسوح
system-S31 = التنقل من بيانات الهاتف
system-S32 = رصد الاستجابات وتكييفها
system-S33 = التدابير من منظور النوع الاجتماعي
system-S34 = متابعة الالتزامات
system-S35 = مكتبة الممارسات
system-S36 = التنسيق: من يفعل ماذا وأين
system-S37 = المنح
system-S38 = اتفاقات بين البلدان
system-S39 = جولات التوزيع
system-S40 = الفرز والإحالة عند الحدود
system-S41 = بدائل الاحتجاز
system-S42 = الاستقبال والإغاثة
system-S43 = الصحة الإنجابية والتحصين
system-S44 = من لا أوراق لهم والعمل غير النظامي
system-S45 = الجنسية ولم شمل الأسرة
target-1-3 = الحماية الاجتماعية للجميع
target-1-5 = قدرة الفقراء على الصمود
target-2-1 = القضاء على الجوع
target-3-b = اللقاحات والأدوية
target-3-c = القوى العاملة الصحية
target-3-d = الإنذار بالمخاطر الصحية
target-3-3 = القضاء على الأوبئة
target-3-4 = الصحة النفسية والرفاه
target-3-7 = الصحة الجنسية والإنجابية
target-3-8 = التغطية الصحية للجميع
target-4-b = المنح الدراسية
target-4-1 = مدرسة لكل طفل
target-4-3 = التعليم المهني والعالي
target-4-4 = مهارات العمل
target-4-5 = المساواة في الوصول إلى التعليم
target-5-a = الحقوق الاقتصادية للمرأة
target-5-b = التقنية لتمكين المرأة
target-5-c = سياسات المساواة بين الجنسين
target-5-1 = لا تمييز ضد المرأة
target-5-2 = لا عنف ضد المرأة
target-5-3 = لا ممارسات ضارة
target-5-4 = تقدير الرعاية غير المدفوعة
target-5-5 = مشاركة المرأة وقيادتها
target-5-6 = الحقوق الإنجابية
target-6-1 = مياه الشرب
target-6-2 = الصرف الصحي والنظافة
target-8-3 = خلق الوظائف والمنشآت الصغيرة
target-8-5 = عمل وأجر متساوٍ للجميع
target-8-7 = لا عمل قسري ولا عمل أطفال
target-8-8 = حقوق العمل، والمهاجرون ضمنها
target-8-10 = خدمات مصرفية للجميع
target-9-c = الوصول إلى الإنترنت
target-9-5 = البحث والابتكار
target-10-c = تحويلات بأقل من 3٪
target-10-2 = إدماج الجميع
target-10-3 = تكافؤ الفرص
target-10-4 = سياسات مالية واجتماعية للمساواة
target-10-7 = هجرة آمنة ومنظمة
target-11-1 = سكن للجميع
target-11-3 = مدن شاملة
target-16-a = مؤسسات ضد العنف والجريمة
target-16-b = قوانين بلا تمييز
target-16-2 = لا اتجار بالأطفال ولا إساءة إليهم
target-16-3 = العدالة للجميع
target-16-4 = ضد الجريمة المنظمة
target-16-6 = مؤسسات خاضعة للمساءلة
target-16-7 = قرارات تشاركية
target-16-9 = هوية قانونية للجميع
target-16-10 = الوصول إلى المعلومات
target-17-3 = تمويل التنمية
target-17-9 = بناء القدرات
target-17-14 = سياسات متسقة
target-17-16 = شراكة عالمية
target-17-17 = شراكات عامة ومدنية
target-17-18 = بيانات مصنفة
studio-search-go = ابحث
studio-country = البلد
studio-none = لا حزمة مثبتة مطابقة.
studio-library-go = ابحث عن المزيد في المكتبة
library-count = { $count-n ->
    [zero] لا ممارسات
    [one] ممارسة واحدة
    [two] ممارستان
    [few] { $count } ممارسات
   *[other] { $count } ممارسة
}
adopt-files = { $count-n ->
    [zero] لا ملف يتغير.
    [one] يتغير ملف واحد.
    [two] يتغير ملفان.
    [few] تتغير { $count } ملفات.
   *[other] يتغير { $count } ملفًا.
}
studio-count = { $count-n ->
    [zero] لا حزم
    [one] حزمة واحدة
    [two] حزمتان
    [few] { $count } حزم
   *[other] { $count } حزمة
}
library-model = لبلد آخر، القاعدة النموذجية التي تكيّفها:

adopt-proposed = هذا بعينه مقترح من قبل، وينتظر شخصًا ثانيًا.
adopt-see-proposal = انظر الاقتراح
propose-why = يبتّ فيه شخص آخر في دور آخر: كل ما ينتزع حقوقًا، وكل ما يريد مؤلف إنفاذه، يحتاج إلى شخصين.
propose-reason = لماذا ينبغي أن يكون نافذًا
propose-go = اقترحه على شخص ثانٍ
reason-hint = دون أسماء أشخاص. يُحفظ في السجل.
decide-reason = لماذا تقرر ذلك

change-title = ماذا يغيّر هذا للناس
change-counting = نقارن ما هو نافذ بما سيكون، لكل شخص.
change-hidden = يُعدّ هذا لمن يحاكي أو يقترح أو يبتّ.
change-unsound = لا يمكن قراءته مع ما هو نافذ.
change-nobody = لا يتغير لأحد شيء مما هو نافذ.
change-takes-away = يخسر أحدٌ بهذا، أو لا يمكن استبعاد ذلك.
change-takes-nothing = لم يُعثر على أحد يخسر بهذا.
change-removed = لم تعد هذه القاعدة موجودة
change-narrowed = تبدأ متأخرة أو تنتهي مبكرة أو تعطي أقل
change-somebody = تنتزع شيئًا من أحد
change-uncounted = لا يمكن عدّها للجميع
change-kept = لا تنتزع شيئًا
change-on-record = في { $day }، من أصل { $people } شخص مسجل:
change-on-invented = في { $day }، من أصل { $people } شخص مختلق يُجرَّب عليهم كل تغيير:
change-before = كما هي
change-after = كما ستكون
change-gained = مشمولون جدد
change-lost = لم يعودوا مشمولين
change-undecidable = لم يعد الجزم ممكنًا
change-made-up-only = يُسأل هنا عن أشخاص غير حقيقيين فقط. ولا يُنظر في أحد من السجلات قبل البتّ في التغيير، ويتطلب ذلك شخصين.
change-screen-only = تُعرض هذه الأعداد هنا فقط ولا يمكن تصديرها. وقد سُئل عمّن يخسر في كل يوم تتغير فيه القاعدة.

proposals-title = الاقتراحات
proposals-lede = تغييرات تنتظر شخصًا ثانيًا، وكيف انتهت السابقة.
proposals-none = لا شيء مقترح.
proposals-none-next = ابحث عن ممارسة في المكتبة، أو جرّب قيمًا أخرى لممارسة نافذة.
proposals-waiting = { $count-n ->
    [one] اقتراح واحد ينتظر شخصًا ثانيًا
    [two] اقتراحان ينتظران شخصًا ثانيًا
    [few] { $count } اقتراحات تنتظر شخصًا ثانيًا
   *[other] { $count } اقتراحًا ينتظر شخصًا ثانيًا
}
proposal-title = اقتراح
proposal-made = اقترحه { $account } في { $day }.
proposal-takes = { $count-n ->
    [0] لا ينتزع شيئًا.
    [one] ينتزع شيئًا في قاعدة واحدة.
    [two] ينتزع شيئًا في قاعدتين.
    [few] ينتزع شيئًا في { $count } قواعد.
   *[other] ينتزع شيئًا في { $count } قاعدة.
}
proposal-open = ينتظر شخصًا ثانيًا
proposal-approved = موافق عليه
proposal-declined = مرفوض
proposal-withdrawn = مسحوب
proposal-approved-by = وافق عليه { $account } في { $day }.
proposal-ended-by = أنهاه { $account } في { $day }؛ لم يتغير شيء.
proposal-decide = قرارك
proposal-decides = اقرأ ماذا يغيّر للناس، ثم وافق أو ارفض. عند الموافقة تصبح هذه الملفات بعينها نافذة فورًا.
proposal-decides-other = اقرأ ما الذي سيُفعل، ثم وافق أو ارفض.
proposal-stale = ما كان سيحل محله لم يعد نافذًا. لا يمكن الموافقة عليه بعد الآن: ارفضه، وليُقترح من جديد.
proposal-own = أنت من اقترحه، فيبتّ فيه شخص آخر في دور آخر. ولك أن تسحبه.
proposal-same-role = اقتُرح بدورك نفسه. يوافق عليه شخص في دور آخر، ولك أن ترفضه.
proposal-reads = يبتّ فيه مدير النظام أو مسؤول حماية البيانات، أيّهما لم يقترحه.
proposal-approve = وافق وأنفِذ
proposal-approve-other = وافق
proposal-decline = ارفض
proposal-withdraw = اسحب
proposal-took = قواعد ستمنح أقل

values-title = جرّب قيمًا أخرى
values-lede = أدخل قيمة أخرى واليوم الذي تسري منه، وانظر ماذا يغيّر ذلك للناس. لا شيء ينفذ قبل أن ينفذه أحد.
values-none = ليست لهذه الممارسة قيم مؤرخة.
values-now = النافذ الآن:
values-undecided = لم يتقرر بعد
values-from = من هذا اليوم
values-try = انظر ماذا يغيّر
values-refused = لا يمكن قراءة هذه القيم:
values-law = القانون أو السبب

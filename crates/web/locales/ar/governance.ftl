### رعاية النظام: الحسابات والمكاتب وحقوق الأشخاص والسجل، والحساب الشخصي.

nav-governance = الإدارة
governance-title = رعاية هذا النظام
calendar-ending = ينتهي التقويم { $calendar } في { $day }. بعده لا يمكن عدّ أيام العمل: اطلب إدخال العطل التالية.
governance-waiting = ما ينتظرك
governance-nothing-waits = لا شيء ينتظر قرارك.
proposals-all = كل الاقتراحات
propose = اقتراحه على شخص ثانٍ

accounts-title = الحسابات
accounts-lede = من يستطيع فعل ماذا، وأين. شخص يقترح وآخر بدور آخر يوافق.
account-open = اقتراح حساب جديد
account-hint = حروف لاتينية أو أرقام أو نقاط أو شرطات، بلا فراغات.
account-unopened = لا كلمة سر بعد
account-own = هذا حسابك أنت.
account-own-next = يقرر آخرون ما يسمح به. لا يمكنك اقتراح شيء بشأنه.
grants = ما يسمح به
grants-keep = الإبقاء على هذه
grants-elsewhere = ما يسمح به لدى منظمات أخرى يبقى كما هو.
grant-add = إضافة دور
grant-role = الدور
grant-role-none = لا دور آخر
grant-office = المكتب
grant-until-label = آخر يوم، إن كان ينتهي
grant-until = حتى { $day }
grant-over = انتهى
grant-line = { $role }، { $office }
grant-compartments = الأقسام المحمية
grant-compartments-why = فقط لمن يعمل مع الأشخاص الذين تحميهم. وإلا فاتركها كلها بلا علامة.
reset-title = إعطاء هذا الحساب كلمة سر جديدة
reset-how = لمن فقدها. يوافق شخص ثانٍ، ثم يسلّم كل منكما نصف كلمة سر أولى.

offices-title = المكاتب
offices-lede = أين يعمل الناس، ومتى ينتهي اليوم هناك.
offices-none = لم يوصف أي مكتب بعد.
offices-none-next = حتى ذلك الحين يمكن للدور أن يذكر أي مكتب. وما إن يوصف مكتب حتى تذكر الأدوار مكتباً من هذه القائمة.
office-open = اقتراح مكتب
office-id = الاسم القصير
office-zone = المنطقة الزمنية
office-above = المكتب الأعلى

rights-title = حقوق شخص
rights-lede = من اطّلع على بيانات الشخص، والحجز القانوني، والنسيان. لا يظهر هنا شيء عن الشخص.
rights-id = رقم الشخص
rights-id-hint = 32 حرفاً ورقماً، كما في الطلب أو في عنوان صفحة الشخص.
rights-go = من اطّلع، وما يمكن طلبه
reads-title = من قرأ بيانات محمية
reads-none = لم يقرأ أحد بيانات مختومة أو محمية لهذا الشخص.
reads-day = اليوم
reads-fields = ما قُرئ
reads-earlier = الأقدم
reads-unreadable = لا يمكن قراءة هذا القيد: يجب فحص السجل
reads-walled = بيانات محمية
reads-record = هل يوجد ملف: { $kind }
reads-others = { $count-n ->
    [one] حقل واحد لم يعد نافذاً
    [two] حقلان لم يعودا نافذين
    [few] { $count } حقول لم تعد نافذة
    [many] { $count } حقلاً لم يعد نافذاً
    [many] { $count } حقلاً لم يعد نافذاً
   *[other] { $count } حقل لم يعد نافذاً
}
hold-title = الحجز القانوني
hold-how = ما دام سارياً لا يمكن نسيان شيء عن هذا الشخص. يضعه شخص واحد، ورفعه يحتاج إلى شخصين.
hold-lift-how = هناك حجز سارٍ. رفعه يُقترح على شخص ثانٍ.
hold-reference = الأمر أو رقم الملف
hold-place = وضع حجز
hold-lift = اقتراح رفعه
forget-title = النسيان
forget-how = تُتلف مفاتيح بيانات هذا الشخص، هنا وفي كل نسخة. يوافق شخصان إلى جانب من يطلب. لا رجعة فيه.
forget-held = هناك حجز قانوني سارٍ: لا يمكن نسيان شيء.
forget-ask = طلب نسيان هذا الشخص
forget-now-title = وافق عليه شخصان
forget-now-how = تُتلف المفاتيح الآن وتُغلّف كل المفاتيح الأخرى من جديد. إذا كان المسجلون كثيرين فقد يستغرق ذلك دقائق، ويستطيع الجميع مواصلة العمل.
forget-in-place = يجب أولًا إعادة مكان: ما زال مشغولًا أو محجوزًا. على من يدير الدار، أو من يعمل على الملف، أن يسجّل المغادرة أولًا.
forget-now = نسيان هذا الشخص

journal-title = السجل
journal-lede = هل تغيّر شيء، وما الذي يُحفظ في مكان آخر كي يظهر ذلك.
journal-facts = { $count-n ->
    [zero] لا وقائع مدوّنة.
    [one] واقعة واحدة مدوّنة.
    [two] واقعتان مدوّنتان.
    [few] <b>{ $count }</b> وقائع مدوّنة.
    [many] <b>{ $count }</b> واقعة مدوّنة.
   *[other] <b>{ $count }</b> واقعة مدوّنة.
}
journal-verify = فحص كل واقعة
journal-verify-how = يمر البرنامج على السجل كله ويبحث عن أي شيء ليس كما كُتب.
journal-walking = جارٍ الفحص: { $facts } واقعة حتى الآن.
journal-sound = كل الوقائع ({ $facts }) كما كُتبت (فُحصت في { $day }).
journal-altered = تغيّر شيء: { $why } (فُحص في { $day }). أخبر مسؤول حماية البيانات الآن ولا تمسّ شيئاً.
journal-failed = تعذّر الفحص. أعد المحاولة بعد دقائق.
journal-checkpoint = نقطة تحقق
journal-checkpoint-how = ملف صغير يقول كيف هو السجل. احفظه عند شخص آخر: عند مقارنته به ينكشف سجل قُطع أو كُتب من جديد.
journal-checkpoint-get = الحصول على نقطة تحقق

motion-of = { $kind }: { $what }
motion-pack = ممارسة
motion-account = حساب
motion-office = مكتب
motion-office-says = المنطقة الزمنية { $zone }؛ المكتب الأعلى: { $above }
motion-purpose = غرض
motion-lift-hold = رفع حجز قانوني
motion-reset = كلمة سر جديدة
motion-reset-says = يُعطى الحساب كلمة سر أولى من نصفين، ويُنزع عامله الثاني.
motion-forget = نسيان شخص
motion-forget-says = تُتلف مفاتيح بيانات هذا الشخص. لا رجعة فيه.
motion-would-be = إذا تمت الموافقة
motion-was = ما اقتُرح
motion-is-now = الآن
motion-nothing = لا شيء: لن يسمح الحساب بشيء بعد ذلك.
proposal-to-do = تمت الموافقة، بانتظار التنفيذ
proposal-takes-two = يحتاج هذا إلى موافقتين من شخصين بدورين مختلفين، إلى جانب من طلب.
basis-consent = الموافقة
basis-vital = المصلحة الحيوية
basis-public = المصلحة العامة
basis-legitimate = المصلحة المشروعة
basis-contract = العقد
basis-legal = الالتزام القانوني
half-title = نصف كلمة سر أولى
half-how = يظهر هذه المرة فقط. دوّنه وسلّمه بنفسك لصاحب الحساب، بغير الطريق الذي يُسلّم به النصف الآخر.
half-waits = نصف كلمة سر أولى ينتظرك
half-waits-how = ذهب النصف الآخر إلى من وافق. افتح نصفك حين تستطيع تسليمه: يظهر مرة واحدة.
half-show = إظهار نصفي

account-title = حسابك
password-change = تغيير كلمة السر
password-old = كلمة السر الحالية
password-new = كلمة سر جديدة
password-hint = 12 حرفاً على الأقل. عدة كلمات لا صلة بينها جيدة وسهلة الحفظ.
password-again = كلمة السر الجديدة مرة أخرى
password-given = اختر كلمة سر خاصة بك أولاً.
password-given-why = كلمة السر التي لديك سلّمها لك آخرون. لن يُفتح شيء آخر حتى تغيّرها.
password-changed = تغيّرت كلمة السر. انتهت كل الجلسات الأخرى.
password-differs = لم تُكتب كلمة السر الجديدة بالشكل نفسه مرتين.
password-old-wrong = كلمة السر الحالية غير صحيحة.
password-weak = كلمة السر الجديدة قصيرة جداً أو طويلة جداً أو هي نفسها الحالية.
factor-title = العامل الثاني
factor-on = مفعّل
factor-off = غير مفعّل
factor-how = رمز من تطبيق على هاتفك إلى جانب كلمة السر. من يعرف كلمة سرك لا يستطيع الدخول عندئذ. اقرأ الصورة بالتطبيق ثم اكتب الرمز الذي يظهر.
factor-picture = صورة للتطبيق
factor-type = كتابته بدلاً من ذلك
factor-remove-how = لنزعه اكتب رمزاً وكلمة سرك.
factor-add = تفعيل
factor-remove = إيقاف
factor-changed = تغيّر العامل الثاني. انتهت كل الجلسات الأخرى.
factor-wrong = الرمز وكلمة السر غير متطابقين. يصلح الرمز نصف دقيقة ويُقبل مرة واحدة.
code-title = خطوة أخرى
code-lede = افتح التطبيق على هاتفك واكتب الرمز الذي يظهر.
code-label = الرمز
code-wrong = هذا الرمز غير صحيح. انتظر الرمز التالي وأعد المحاولة.
sessions-title = أين سجّلت الدخول
session-times = منذ { $begun }، آخر استخدام { $seen }
session-this = هذه
session-end = إنهاؤها
sessions-end-others = إنهاء كل الأخرى
grants-own = ما يمكنك فعله
grants-own-why = إذا احتاج عملك إلى دور آخر فيمكن لمشرفك اقتراحه.
seat-title = أين تعمل الآن؟
seat-lede = لديك أدوار في عدة مكاتب. ما تراه وتفعله يُحسب للمكتب الذي تختاره.
seat-none = لا دور سارياً لك.
seat-none-next = اطلب دوراً من مشرفك.
seat-take = العمل هنا
seat-taken = أنت هنا
seated-at = في { $office }
moment = { $day }، { $time }

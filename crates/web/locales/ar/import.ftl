### إحضار سجلّ: الملف، وأعمدته، والتجربة، والاستيراد، والصفحة الأخيرة.

import-title = استيراد سجلّ
import-lede = قائمة أشخاص من مكان آخر. تقول ما في أعمدتها، وترى ما سيفعله الاستيراد، ثم تقرّر.
import-synthetic = لا وجود لأحد في هذا الملف: جميع الأشخاص فيه مختلَقون.
import-file = الملف
import-file-hint = جدول: CSV أو Excel (.xlsx) أو Parquet، بحجم { $count } ميغابايت على الأكثر.
import-bring = أحضر الملف
import-kept = أنت وحدك ترى الملف هنا. يُحذف بعد استيراده، أو حين تتخلّص منه، وبعد ساعة في كل الأحوال.
import-empty = لم يُختَر ملف، أو هو فارغ. اختر ملفًا.
import-too-large = الملف أكبر من { $count } ميغابايت. قسّمه، أو احفظه بلا صور وألوان، أو اطلب استيراده على الخادم.
import-not-synthetic = هذه نسخة تجريبية. لا تأخذ إلا ملفات يقول أحد إنه لا وجود لأحد فيها.
import-columns-title = ماذا في الأعمدة؟
import-columns-lede = انظر إلى القيم وقل ما هو كل عمود. العمود الذي يحمل اسم حقل يُقترح على أنه ذلك الحقل: تحقّق من صحة ذلك.
import-no-values = لا قيم في الصفوف الأولى.
import-values = مثلًا:
import-read-as = يُقرأ على أنه
import-choose = اختر من فضلك
import-leave = يُترك
import-id = رقم السجلّ نفسه
import-written = كيف كُتب الملف
import-written-why = قل ذلك فقط إن لم يُفهم الملف. ما تتركه مفتوحًا يُستخرج من الملف، ولا يُخمَّن أبدًا.
import-as-found = كما يدلّ الملف
import-sheet = ورقة العمل
import-encoding = ترميز الحروف
import-separator = ما يفصل بين الخلايا
import-header-row = الصف الذي يسمّي الأعمدة
import-look = انظر مرة أخرى
import-comma = فاصلة
import-semicolon = فاصلة منقوطة
import-tab = علامة جدولة
import-pipe = خط عمودي
import-ask-sheet = في المصنّف عدة أوراق. أيّها المقصودة؟ اخترها أدناه.
import-ask-encoding = لا يدلّ الملف على ترميز حروفه دلالة أكيدة. اختر أدناه السطر الذي يُقرأ صحيحًا.
import-ask-separator = لا يدلّ الملف دلالة أكيدة على ما يفصل بين خلاياه. اختره أدناه.
import-ask-row = يبدو الصف { $row } عنوانًا. أيّ صف يسمّي الأعمدة؟ ربما الصف { $likely }: اكتب رقمه أدناه.
import-reads-as = { $page }: { $word }
import-unreadable = لا يمكن قراءة الملف كما هو. يقول القارئ، بالإنجليزية:
import-all = للملف كله
import-source = اسم السجلّ
import-source-hint = الجهة التي تمسك هذه القائمة، بكلمة واحدة. يُسجَّل كل شيء على أنها قالته، وبهذا الاسم تُعرف أرقامها وأسرها من جديد.
import-dates = ترتيب التواريخ
import-dmy = يوم، شهر، سنة
import-mdy = شهر، يوم، سنة
import-ymd = سنة، شهر، يوم
import-calendar = التقويم
import-gregorian = الميلادي
import-ethiopian = الإثيوبي
import-hijri = الهجري (أم القرى)
import-thai = التايلاندي
import-persian = الفارسي (الهجري الشمسي)
import-without-ids = الصفوف غير المعروفة أشخاص جدد، وليست صفوفًا معدَّلة لأشخاص مسجَّلين.
import-try = جرّبه
import-try-note = لا يُكتب شيء بعد. ترى أولًا ما سيفعله الاستيراد.
import-end = تخلّص من الملف
import-nothing-written = لم يُكتب شيء.
import-undecided = قل ما هي هذه الأعمدة، أو اتركها: { $columns }.
import-two-ids = قيل عن عمودين إنهما رقم السجلّ. لا يمكن أن يكون إلا واحدًا.
import-no-register = اكتب اسم السجل أدناه: تُعرف أرقامه من جديد تحت اسمه، والرقم 1 في قائمتين بلا اسم يُحسب شخصًا واحدًا.
import-no-ids = من الصفوف التي لا رقم لها { $unknown } غير معروفة كما هي، و{ $known } معروفة، وأشخاص من هذا السجلّ مسجَّلون، أو قد يكونون كذلك لأن استيرادًا له توقّف. الصف الذي عُدِّل سيصبح شخصًا ثانيًا. إن كانوا جميعًا أشخاصًا جددًا فقل ذلك أدناه؛ وإلا فاختر العمود الذي فيه رقم السجلّ.
import-runs = هذا الملف نفسه يُستورد في هذه اللحظة. انتظر حتى ينتهي ذلك.
import-not-allowed = دورك لا يسمح بالاستيراد هنا.
import-unavailable = شيء خلف هذه الصفحة لا يجيب. حاول مرة أخرى؛ ما هو موجود يُعرف من جديد.
import-broken = انقطع الاستيراد، ولا يُعرف كم صفًّا كُتب. استورده مرة أخرى: ما هو موجود يُعدّ كما هو.
import-unknown-header = لم يقل أحد ما هو العمود عند { $cell }.
import-mixed-ids = في العمود «id» أرقام من Onward ({ $own }) وأخرى ({ $other }). قل أيّ عمود هو رقم السجلّ، أو قسّم الملف.
import-repeated = العمود عند { $cell } هو الثاني الذي يُقرأ على أنه «{ $field }». اترك أحدهما.
import-no-field = لا يُقرأ أيّ عمود. اختر واحدًا على الأقل.
import-ambiguous = تواريخ «{ $field }» ({ $cell }) يمكن أن تُقرأ باليوم أولًا أو بالشهر أولًا. اختر ترتيب التواريخ.
import-swapped = في عمود «{ $field }» أيام من جدول بيانات ({ $day }) وتواريخ نصية ({ $text }): ربما تبادل اليوم والشهر موضعيهما. انظر إلى الملف الأصلي، ثم اختر ترتيب التواريخ.
import-contradictory = تواريخ «{ $field }» باليوم أولًا في { $day } وبالشهر أولًا في { $month }. صحّح الملف، أو اختر ترتيب التواريخ.
import-trying = الملف قيد التجربة
import-running = الملف قيد الاستيراد
import-first-pass = يُقرأ الملف كله أولًا. لم يُكتب شيء بعد.
import-so-far = { $count-n ->
    [zero] لا صفوف بعد.
    [one] <b>صف واحد</b> حتى الآن.
    [two] <b>صفان</b> حتى الآن.
    [few] <b>{ $count }</b> صفوف حتى الآن.
    [many] <b>{ $count }</b> صفًا حتى الآن.
   *[other] <b>{ $count }</b> صف حتى الآن.
}
import-trying-note = لا يُكتب شيء. تتحدّث هذه الصفحة من تلقاء نفسها.
import-running-note = تتحدّث هذه الصفحة من تلقاء نفسها. يمكنك مغادرتها: يستمر الاستيراد، وتجده هنا بالعنوان نفسه.
import-tried = ما سيفعله الاستيراد
import-tried-why = لم يُكتب شيء بعد.
import-done = استُورد السجلّ
import-done-why = حُذف الملف من هنا. تبقى هذه الصفحة ساعة.
import-stopped = توقّف الاستيراد في الطريق
import-stopped-why = ما عُدّ هنا كُتب. والباقي لم يُكتب.
import-rows-title = ما آلت إليه الصفوف
import-rows = الصفوف
import-new = أشخاص جدد
import-changed = معروفون، ومعدَّلون
import-same = معروفون، وكما كانوا
import-handed = صفوف معادة
import-reasons = لماذا تُعاد صفوف
import-same-id = رقم واحد لعدة أشخاص: لا يُكتب عنهم شيء.
import-looks = انظر إلى هذه من فضلك
import-cells = { $count-n ->
    [zero] لا خلايا:
    [one] خلية واحدة:
    [two] خليتان:
    [few] { $count } خلايا:
    [many] { $count } خلية:
   *[other] { $count } خلية:
}
import-look-empty = كلمات تعني «لا شيء»، مثل N/A، قُرئت خليةً فارغة.
import-look-swapped = يوم من جدول بيانات ربما تبادل يومه وشهره موضعيهما.
import-look-register = أرقام أسر من سجلّ بلا اسم: سمِّ السجلّ، وإلا عُدّت أرقام ملف آخر للأسر نفسها.
import-look-old = مولود قبل أكثر من 110 سنوات.
import-look-household = أسرة من أكثر من ثلاثين شخصًا.
import-look-phone = أقل من ستة أرقام، أو كلمات بجانبها: لا يُعثر على أحد برقم كهذا.
import-look-letters = حروف قُرئت من قبل بترميز آخر (`Ã©` بدل `é`) أو ضاعت (`Mu?ammad`): صدّروا السجل من جديد بترميز UTF-8.
import-look-hidden-rows = قُرئت مثل غيرها الصفوف التي يخفيها جدول البيانات، ربما بسبب تصفية.
import-look-hidden-columns = قُرئت مثل غيرها الأعمدة التي يخفيها جدول البيانات.
import-not-again = في هذا الملف صفوف لا رقم لها: لا يُعرف الصف منها من جديد إلا كما هو، وإن عُدِّل لاحقًا صار شخصًا جديدًا.
import-handed-title = صفوف ستُعاد
import-handed-why = المئة الأولى. الأسباب بالإنجليزية.
import-row = الصف
import-cell = الخلية
import-reason = السبب
import-to-do = ما العمل
import-go = استورد
import-go-why = يُسجَّل الأشخاص الجدد، ويُعدَّل من تغيّر، وتُترك الصفوف المعادة.
import-go-on = تابع الاستيراد
import-go-on-why = يتابع من حيث توقّف: ما هو موجود يُعدّ كما كان.
import-back = غيّر الأعمدة
import-fetch-title = الصفوف المعادة
import-fetch-why = كل صف كاملًا، مع السبب وما العمل. صحّح الملف وأحضره من جديد. يمكن أخذه مرة واحدة، ثم يُحذف.
import-fetch = خذ الصفوف
import-read-title = ما قُرئ على أنه ماذا
import-not-read = لم يُقرأ
import-all-read = قُرئ كل شيء.
import-column = العمود { $column }
import-sheet-named = الورقة { $sheet }
import-another = استورد ملفًا آخر

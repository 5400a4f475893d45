### The studio: packs, rules, reach.

studio-title = Practices that run here
studio-lede = Each is somebody’s good idea, written down as rules with their law. Pick one and see whom it would reach.
studio-empty = No practice is installed yet.
studio-empty-next = Find one in the library and adopt it.
studio-filter = Find a practice
studio-filter-none = Nothing fits these words.
shelf-everywhere = For any country
gives = Gives
objectives-of = Objectives of the Global Compact
measures-count = { $count-n ->
    [one] { $count } measure
   *[other] { $count } measures
}
to-verify-count = { $count-n ->
    [one] { $count } citation not yet compared with the law
   *[other] { $count } citations not yet compared with the law
}
coverage-title = Languages
coverage-why = How many texts of the practices exist in each language. What is missing is shown in the language it was written in, and marked.
coverage-line = { $there } of { $all }
unit-person = Decides for one person.
unit-household = Decides for a household.
conditions-count = { $count-n ->
    [one] { $count } condition.
   *[other] { $count } conditions.
}
tests-count = { $count-n ->
    [0] No tests.
    [one] { $count } test.
   *[other] { $count } tests.
}
see-reach = See whom it reaches
read-rule = Read the rule
pack-fields = What it asks beyond the common questions
pack-about = About this pack
pack-name = Name
pack-version = Version
pack-purpose = Purpose
pack-hash = Fingerprint
rule-lede-person = These conditions decide for one person. Beside each stands the law it comes from.
rule-lede-household = These conditions decide for a household. Beside each stands the law it comes from.
rule-title = The rule
rule-about = In short
rule-tests = Tests
rule-source = Described in
law-label = Law
computes = Works out
jurisdiction = Country
group-all = All of these:
group-any = At least one of these:
group-at-least = At least { $least } of these:
params-title = Dates and amounts that changed
params-why = Each value holds from its day until the next one.
param-open = Not decided yet
param-from = from { $day }
param-decided = (decided on { $day })
param-review = Somebody should look at this again by { $day }.
table-caption = Table { $name }
table-from = From
table-to = To
table-months = Months added
table-decided = Known since
never-title = What it may never look at
never-why = The program refuses the rule if it reads any of these, even by a detour.
reach-question = Whom does it reach?
reach-title = Reach
on-day = On this day
move-clock = Move the clock
see-day = Show this day
rule-changed = The rule changed on
lead-yes = { $people-n ->
    [one] On { $day } it <span class="y">reaches <b>{ $yes }</b></span> of { $people } person.
   *[other] On { $day } it <span class="y">reaches <b>{ $yes }</b></span> of { $people } people.
}
lead-yes-withheld = On { $day } it <span class="y">reaches</span> too few of { $people } people to give a number.
lead-needs = { $needs-n ->
    [0] Everybody gets a clear answer.
    [one] For <span class="a"><b>{ $needs }</b> person nobody can tell yet.</span>
   *[other] For <span class="a"><b>{ $needs }</b> people nobody can tell yet.</span>
}
lead-needs-withheld = For <span class="a">a few</span> nobody can tell yet.
lead-no = { $no-n ->
    [0] It leaves <span class="n">nobody</span> behind.
   *[other] It <span class="n">leaves <b>{ $no }</b> behind.</span>
}
lead-no-withheld = How many it <span class="n">leaves behind</span> is not shown, so that nobody can be recognised.
reach-presumed = { $count-n ->
    [one] { $count } of those reached rests on something presumed in their favour.
   *[other] { $count } of those reached rest on something presumed in their favour.
}
bar-title = { $yes } reached, { $needs } cannot be told yet, { $no } left behind
not-shown = not shown
groups-title = Who they are
reached = Reached
cannot-tell = Cannot tell yet
left-behind = Left behind
barriers-title = What leaves people behind
barriers-why = People who fail this condition and no other.
barriers-none = No single condition leaves anybody behind.
by-sex = By sex
by-age = By age
by-nationality = By nationality
by-other = By group
group = Group
more-groups = { $count-n ->
    [one] { $count } smaller group
   *[other] { $count } smaller groups
}
not-recorded = Not recorded
withheld-note = Not shown, so that nobody can be recognised: counts below { $count }, and others from which they could be worked out.
ask-first = Ask this first
ask-first-why = The questions that settle most open answers.
ask-first-none = Nothing needs asking: every answer is clear.
question-settles = { $count-n ->
    [one] settles { $count } answer by itself
   *[other] settles { $count } answers by itself
}
personas-title = Open somebody
personas-why = Made-up people, one for each pattern, with the reasons.
pattern-failed = Not met: { $condition }
pattern-unknown = Not known: { $condition }
pattern-presumed = Presumed: { $condition }
pattern-people = { $count-n ->
    [one] { $count } person
   *[other] { $count } people
}
conditions-title = Every condition in figures
condition = Condition
waiting-title = Counting people
waiting-text = Asking the rule “{ $title }” for everybody, on { $day }.
waiting-note = The page looks again every two seconds. You may also come back later: the work goes on.
persona-title = Somebody this happens to
persona-lede = What “{ $title }” says of this person on { $day }, and why.
persona-back = Back to everybody
persona-record = What is on record
persona-made-up = A made-up person. Nobody real is behind this.
why = Why?
components-lede = Every part that pages are made of, in both directions. Light and dark follow your device.
lead-none = { $count-n ->
    [0] Everybody is reached by some measure that is installed here.
    [one] <b>{ $count }</b> person is reached by no measure that is installed here. Everybody whose answer is still open is counted among them.
   *[other] <b>{ $count }</b> people are reached by no measure that is installed here. Everybody whose answer is still open is counted among them.
}
uncounted-title = How many no measure reaches is not known
uncounted-why = These other rules could not be counted: something they need is missing, or a figure in them cannot be worked out for somebody.
drops-title = What would reach more people
drops-why = How many more, if the rule did without these conditions, one alone or two together.
cost-title = What it costs
cost-exact = All who are reached: <b>{ $sum }</b>.
cost-between = All who are reached: between <b>{ $min }</b> and <b>{ $max }</b>, as long as something about them is not known.
cost-from = All who are reached: at least <b>{ $min }</b>. How much at most depends on what is not known yet.
quota-goes = There is a quota ({ $limit }): granted to <b>{ $granted }</b>, while <b>{ $waiting }</b> are entitled and wait.
try-title = Try it with a household
try-lede = Answer question by question and read what the rules say, with amounts. No name is asked for, and no record is made.
try-lede-one = Answer question by question and read what “{ $title }” says, with amounts. No name is asked for, and no record is made.
try-next = The next question
try-answer = Answer
try-skip = I do not know, or would rather not say
try-unfit = This answer does not fit the question. Choose or write one, or pass the question over.
try-several = Tick all that fit.
several-none = None of these
several-one = One of them
several-more = More than one
try-hint-others = How many others there are, besides the person asked about: 0 if nobody.
try-hint-partial = Year, month and day as far as you know them: 1990, 1990-05 or 1990-05-21.
try-hint-decimals = { $count ->
    [one] Digits, with a point before the one decimal there may be: 12.5.
   *[other] Digits, with a point before the decimals, of which there may be { $count }: 12.5.
}
try-hint-whole = Digits only.
try-waiting = { $count-n ->
    [one] { $count } rule waits for this answer.
   *[other] { $count } rules wait for this answer.
}
try-done = Nothing more is asked. What the rules say stands below.
try-said = What you said
try-nothing-kept = It stands on this page alone and is gone when you leave it.
try-said-nothing = Nothing yet.
try-not-said = not said
try-take-back = Take back
try-again = Start again with nothing said
try-all = Try all rules that run here
try-others = others in the household
try-result = What the rules say so far
try-yes = { $count-n ->
    [0] No rule says yes so far.
    [one] <b>{ $count }</b> rule <span class="y">says yes</span>.
   *[other] <b>{ $count }</b> rules <span class="y">say yes</span>.
}
try-open = { $count-n ->
    [0] None waits for an answer.
    [one] <span class="a"><b>{ $count }</b> needs an answer.</span>
   *[other] <span class="a"><b>{ $count }</b> need an answer.</span>
}
try-no = Rules that say no, and why
try-elsewhere = { $count-n ->
    [one] { $count } rule of another country is left out.
   *[other] { $count } rules of other countries are left out.
}
try-why = Say who you mean, one question at a time. Nothing is recorded.
try-go = Describe a household
reach-of-whom = This is a rule of { $country }. Counted are all people on record, those who are elsewhere too.
lead-yes-about = { $people-n ->
    [one] On { $day } it <span class="y">reaches <b>{ $yes }</b></span> of the { $people } person it is about.
   *[other] On { $day } it <span class="y">reaches <b>{ $yes }</b></span> of the { $people } people it is about.
}
lead-nobody = On { $day } it is about nobody who was counted.
lead-none-of = { $none-n ->
    [0] Of the { $people } people whom the rules of { $country } are about, each is reached by one of them.
    [one] Of the { $people } people whom the rules of { $country } are about, <b>{ $none }</b> is reached by none. Everybody whose answer is still open is counted among them.
   *[other] Of the { $people } people whom the rules of { $country } are about, <b>{ $none }</b> are reached by none. Everybody whose answer is still open is counted among them.
}
about-ties = Whom the rule is about, it says itself: { $ties }.
about-wider = { $people } people were counted; of { $others } this does not hold, and they are not among those left behind.
about-open = Of { $open } it is not known, and they are among those it is about.
about-everybody = No condition of the rule says whom it is about, as one on a country or a nationality alone would: everybody who was counted is among those it is about.
about-withheld = How many the rule is about ({ $ties }) is not shown, so that nobody can be recognised: the figures are of everybody.
reform-title = Change this rule
reform-why = Leave conditions out, write them otherwise, ask one more, and see whom that reaches and from whom it takes away.
reform-go = Change this rule
reform-lede = Leave a condition out, write it otherwise or ask one more, and see what that changes for people. Nothing is in force before somebody puts it there.
reform-refused = This cannot be read yet. What is wrong is marked.
reform-dropped = Left out
reform-changed = Written otherwise
reform-added = Asked besides
reform-one-of-several = One of several, of which not all need to hold
reform-drop = Leave it out
reform-edit = Write it otherwise
reform-add = Ask one more condition
reform-expression = What must hold, in the language of rules
reform-looks-at = It looks at:
reform-sentence = The same in words, as people will read it
reform-try-title = Try it
reform-try-why = Conditions count for every day on which the rule is in force; values from their day on.
reform-clear = Begin again
reform-tests-right = { $count-n ->
    [one] { $count } test of this rule comes out as its authors wrote it.
   *[other] { $count } tests of this rule come out as their authors wrote them.
}
reform-tests-wrong = { $count-n ->
    [one] { $count } comes out otherwise.
   *[other] { $count } come out otherwise.
}
reform-tests-left-out = { $count-n ->
    [one] { $count } expects something of a condition that is left out, and is left out with it.
   *[other] { $count } expect something of a condition that is left out, and are left out with it.
}
reform-failing = Tests that come out otherwise
reform-versions = Rules: { $pack } { $version } ({ $hash }).
reform-printed = Printed on { $day }. Figures of made-up people: they say what a rule does, and not how many people there are.
reform-keep-title = Share it or take it along
reform-link = Link to this reform
reform-link-why = The link holds what is tried, no words that anybody wrote, and nothing of anybody. Whoever opens it needs an account here, and counts with the rules in force then.
reform-copy = Copy the link
reform-csv = Figures as CSV
reform-print = Print
reform-unsaid = Say each new condition in words: people read the sentence, not the rule. It stands in no address.
studies-title = Studies
studies-lede = Reforms that were kept under a name. Each is counted anew when it is opened, with the rules of that day.
studies-none = No study is kept yet.
studies-none-next = Open a rule, choose “Change this rule”, and keep what you tried.
study-kept = Kept by { $account } on { $day }
study-moved = The rule has changed since
study-moved-why = What is tried is held against the rule as it is in force now.
study-end = End this study
study-name = Keep it as a study
study-name-hint = A name by which others find it. No names of people.
study-keep = Keep it
way-opens = Opened by: { $roles }
way-ends = How it ends
way-end = { $end } (closed by: { $roles })
way-after = After: { $what }
way-any = After one of: { $what }
way-depends = Whether it applies depends on: { $what }
way-waits = Waits for: { $what }
way-opening = the opening of the case
way-task = Done by: { $roles }
way-decision = Decided by: { $roles }
way-referral = Referred by: { $roles }
way-not-by = Not by whoever did this: { $what }
way-gate = Must be known to hold before: { $what }
way-within = Due within { $length }
way-within-of = Due within { $length } of: { $start }
way-before = Due at the latest { $length } before: { $start }
way-same-day = Due on the same day
way-same-day-of = Due on the same day as: { $start }
way-length-set = a time that is not set for today
way-pause = The clock stands still from: { $from }, until: { $until }
way-overdue = If it is overdue, this is told to: { $what }
way-hears-after = { $who } after { $length }
way-above = the office above
way-by-data = Done as soon as this says so on record: { $what }
way-every = Comes again every { $length }
way-at = Comes again after { $lengths } from: { $start }
way-pays = Plans a payment
way-issues = Issues a proof
way-consent = Only if the person agrees
way-outcomes = Can come to: { $what }
way-against = { $outcome } (against the person)
way-silence = If nobody decides in time: { $what }
way-letter = The person is handed a letter: { $text }
way-appeal = An appeal is made by: { $roles }
way-appeal-to = The appeal is decided here: { $what }
way-no-appeal = No appeal here against: { $what }
way-seats = On the panel, each another person: { $what }
way-text = Is said with it: { $text }
way-told-open = When it opens, the person is told: { $text }
way-told-done = When it is done, the person is told: { $text }
way-told-late = When it is overdue, the person is told: { $text }
brings-title = Records that it brings
brings-person = Each is about one person.
brings-household = Each is about one household.
brings-itself = Each stands by itself and belongs to nobody.
brings-takes = Takes of: { $from } ({ $what })
way-approve = { $n-n ->
    [one] One of these must agree: { $roles }
   *[other] { $n } of these must agree: { $roles }
}

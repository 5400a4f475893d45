### The desk: finding people, one person.

desk-title = People
search-label = Find a person
search-hint = Whole words of the name, a phone number or a document number.
search-go = Find
search-none = Nobody fits these words.
search-none-next = Try the name as it stands in the document, or fewer words.
filters = Narrow the list
filter-go = Show these
filter-clear = Clear the choice
filter-none = Nobody fits this choice.
show-everybody = Show everybody
desk-empty = Nobody is on record yet.
desk-empty-next = People come in by an import or are registered by a case worker.
people-shown = { $from } to { $to } of { $total } people
page-before = Page before
page-after = Next page
reads-logged = Reading names and other sealed facts is written down, and the person can be told who looked.
name-unknown = Name not recorded
person-title = A person
synthetic-one = Made up
held = Legal hold
person-yes = { $count-n ->
    [0] No measure <span class="n">reaches</span> this person yet.
    [one] <span class="y"><b>{ $count }</b> measure reaches</span> this person.
   *[other] <span class="y"><b>{ $count }</b> measures reach</span> this person.
}
person-settled = Who is entitled is clear everywhere. What is asked below settles the rest, such as an amount.
person-open = { $count-n ->
    [0] Nothing is left to ask.
    [one] <span class="a"><b>{ $count }</b> more needs an answer.</span>
   *[other] <span class="a"><b>{ $count }</b> more need an answer.</span>
}
ask-waiting = { $count-n ->
    [one] { $count } measure waits for this answer.
   *[other] { $count } measures wait for this answer.
}
entitled-title = What this person may be entitled to
entitled-here = Here: { $country }
entitled-home = At home: { $country }
entitled-anywhere = Wherever the person is
entitled-elsewhere = In other countries
not-entitled-title = What does not reach this person, and why
answers-none = No measure is installed yet.
household = Household
household-alone = Nobody else is listed.
on-record = On record
record-empty = Nothing is on record that you may see.
walled = Protected facts, where there are any, are seen by assigned staff alone.
group-person = Person
group-name = Name
group-contact = Contact
group-document = Documents
group-language = Languages
group-household = Household
group-stay = Stay and protection
group-journey = Journey
group-application = Application and permit
group-work = Work
group-health = Health and care
group-child = Child
existence-title = Search first
existence-why = Your role may learn whether somebody is on record, not who they are.
existence-known = Somebody with these words is on record.
existence-next = Hand the person over to a case worker, who can open the record.
desk-nothing = No list has been given to you yet.
desk-nothing-why = Your role sees the people of a list it is given, such as an operation or a payment plan.
elsewhere-only = Nobody of your own people fits these words. Somebody else on record does.
elsewhere-too = Somebody who is not among your people fits these words too.
elsewhere-next = Ask your supervisor, who can have the person handed over. Nothing more is shown, to protect people.
kept-title = Not told to you
kept-why = These hang on protected facts that your role does not open. Whoever is assigned to the person sees the answer.
untold-title = Cannot be told for today
untold-why = Something these rules need is missing, or a figure in them cannot be worked out.

ask-enter = Enter
entry-entered = It is on record, and what the rules say counts with it.
entry-unfit = what was entered does not answer the question. Nothing was saved.
entry-not-yet = this day has not come yet, so it cannot be. Nothing was saved. Look the date up in the document.
entry-cannot-be-with = this cannot be together with what is on record under “{ $other }”. Nothing was saved. Look both up in the document.
entry-overtaken = somebody else has entered something here meanwhile. Nothing was put over it; look at what is on record now.
ask-not-here = The answer is not entered on this page.
questions-title = Other open questions

### Records of people.

records-title = Records
records-lead = What is open about people: choose a kind, then a record.
records-kinds = Kinds of record
records-nothing = There are no records for you here.
records-nothing-why = Your role opens none, or no installed pack brings a kind of record.
records-open = Show the open ones
records-closed = Show the closed ones
records-none = Nothing of this kind is open.
records-none-says = Nothing that is listed here says this.
records-none-closed = Nothing of this kind is closed yet.
records-none-next = A record is opened on the page of the person it is about.
records-shown = { $from } to { $to } of { $total } records
records-what = Record
records-whose = Person
records-household-of = Household of { $name }
records-household = A household
records-hands = In whose hands
records-changed = Last change
records-nobody = nobody yet
person-no-records = There are none that you may see.
record-new = New
record-new-lead = Fill in what you know. What you leave empty stays open and can be added later.
record-open = Open the record
record-leave = Leave without saving
record-says = What it says
record-save = Save the changes
record-saved = It is on record.
record-unfit = Something does not fit its question; it is marked below. Nothing was saved.
record-unfit-here = this does not fit the question
unfit-these = Nothing was saved, and nothing that you typed is lost. This does not fit yet:
fits-day = write the day as { $example }: the year, the month, the day
fits-partial-day = write the day as { $day }: the year, the month, the day; where you know less, the month or the year: { $month } or { $year }
fits-time = write the time of day as { $example }
fits-whole = write a whole number
fits-decimal = { $places-n ->
    [one] write a number with at most { $places } decimal
   *[other] write a number with at most { $places } decimals
}
fits-money = write an amount such as { $example }
fits-least = not less than { $end }
fits-most = not more than { $end }
record-overtaken = Somebody else changed this record meanwhile. Nothing was put over it; look at what it says now.
record-is-closed = This record is closed. Open it again first.
record-closed-already = This record was closed already; “What happened” says by whom and why. Nothing was added to it.
record-open-already = This record was opened again already; “What happened” says by whom and why. Nothing was added to it.
record-another = A record of this kind is open for this person. Go on with that one, or close it first.
record-opened-already = This form has opened this record already. What it says now and the record does not, is not saved: it stands below.
record-no-reason = Say why in a few words; two thousand characters are the most.
record-nobody = Nobody with this account works at your office, may read this and may open it.
record-protected = Protected
record-state-open = open
record-state-closed = closed
record-take = I take it
record-release = Nobody’s for now
record-assign = Give it to somebody else
record-assign-to = Their account
record-assign-go = Give it to them
record-close-title = Nothing more to do?
record-reopen-title = More to do after all?
record-reason = Why
record-close = Close the record
record-reopen = Open it again
record-history = What happened
record-did-open = opened
record-did-say = { $field }: { $value }
record-did-assign = given to { $account }
record-did-release = in nobody’s hands
record-did-close = closed: { $reason }
record-did-reopen = opened again: { $reason }
record-empty-form = Fill in at least one field.
record-typed = What you typed, which is not saved:
record-not-for-them = This is not opened for this person: what is on record says that it is not for them.
record-against = What stands against it:
record-against-go = See it on their page
record-against-unseen = You may not see what stands against it. Ask your supervisor.

### Cases: records that run a pathway.

case-way = The way
case-stage-now = now
case-stage-left = done
case-stage-skipped = does not apply
case-stage-undecided = not known whether it applies
case-stage-ahead = later
case-due = by { $when }
case-due-between = between { $from } and { $to }, not known exactly
case-due-not-before = not before { $when }
case-late = late since { $when }
case-done = done { $when }
case-done-times = { $n-n ->
    [one] done { $when }
   *[other] done { $n } times, last { $when }
}
case-next = next by { $when }
case-again = This comes again. The last time is done; the next one is due on the day that stands here.
case-rests = comes again when its time comes
case-waits = waits for others
case-waits-until = waits for others until { $when }
case-referred = sent to { $to }
case-marked = not known whether it applies
case-nothing-open = Nothing is to be done now
case-nothing-open-why = The case waits: for a day, for somebody else, or for something that is not known yet.
case-nothing-open-end = It can be closed.
case-not-yours = Somebody else does this.
case-unseen = Whoever does this does not see the case: tell them. Once they have done it, a supervisor takes it off with “Do without it” and a word why.
case-rarely = Something else
case-asks = To be asked
case-asks-why = Until this is known, part of the way cannot be decided.
case-offered = Can also be done
case-past = What is done
case-do = Done
case-earlier = It was done earlier
case-happened = When
case-was = it was
case-decide = What is decided?
case-reasons = Reasons. What goes against the person needs them.
case-decide-go = Decide
case-vote = Somebody else did this. You look at it and say yes or no.
case-seat = For which seat
case-yes = Yes
case-no = No, send it back
case-serve = The letter was handed over
case-appeal = The person appeals
case-add = Put it on the list
case-waive = Do without it
case-pause = Stop its clock
case-resume = Let its clock go on
case-extend = Give it more time
case-extend-by = How much more
case-unit = Unit
case-working-days = working days
case-days = days
case-hours = hours
case-refer-to = To whom
case-priority = How urgent
case-normal = normal
case-urgent = urgent, within 72 hours
case-emergency = emergency, within 24 hours
case-consent = The person agreed that this is shared with them
case-refer-go = Refer
case-answer = Their answer
case-accepted = accepted
case-declined = declined
case-completed = completed
case-answer-go = Write it down
case-end = How it ends
case-end-error = It was opened by mistake
case-move-heading = Newer rules
case-move-title = This case runs the rules of { $from }; newer ones have been in force since { $to }.
case-move-title-undated = This case runs older rules than those that are in force.
case-move-stays = It stays on its own until somebody moves it. What was done stays done.
case-move-show = What would change if it were moved
case-move-nothing = Nothing would stand otherwise today.
case-move-what = What
case-move-now = Now
case-move-then = Under the newer rules
case-move-absent = is not there
case-stands-waiting = waits for what comes before
case-stands-undecided = nobody can tell yet
case-stands-offered = can be done
case-stands-open = to be done
case-stands-done = done
case-stands-waived = done without
case-stands-skipped = does not apply
case-stands-resting = comes again later
case-stands-stopped = the clock stands still
case-stands = { $how }
case-stands-with = { $how }, { $clock }
case-move-end-more = It could end so: { $what }
case-move-end-less = It could no longer end so: { $what }
case-move-ask-more = To be asked: { $what }
case-move-ask-less = No longer to be asked: { $what }
case-move-two = The person is owed less under the newer rules. It takes two people: one asks for it, and a supervisor moves the case.
case-move-cannot = It cannot be moved: something that was done would be lost.
case-move-undone = { $item }: would not be done any more
case-move-dropped = { $item }: is not there under the newer rules
case-move-asked = { $account } asked for this move on { $at }: { $why }
case-move-go = Move this case
case-move-ask = Ask a supervisor to move it
case-move-asked-already = Somebody has asked for this move already.
case-move-ask-first = The person would be owed less. Somebody else asks for it first.
case-rules-changed = Other rules are in force than those that were shown. Look at what would change now.
case-unreadable = The rules of this case can no longer be read
case-unreadable-why = What is open, due or owed in it cannot be told here, and no other rules take their place. Read what happened, and have it moved to the rules that are in force.
case-loosens-more-see = More people see the case
case-loosens-unsafe-contact = The person is reached though it may not be safe
case-loosens-reads-more = The rules may use what they could not
case-loosens-later = { $item }: may take longer
case-loosens-fewer-votes = { $item }: fewer people must agree
case-loosens-no-appeal = { $item }: can no longer be appealed
case-loosens-other-voters = { $item }: other people approve it
case-loosens-own-review = { $item }: whoever did what it reviews may do it
case-loosens-not-adverse = { $item }: an outcome no longer counts as going against the person
case-loosens-other-letter = { $item }: its letter, or what silence means, is another
case-loosens-not-asked = { $item }: the person is no longer asked
case-loosens-no-gate = { $item }: what must be known before it is less, or another
case-loosens-other-doers = { $item }: other people may do it
case-loosens-opens-less = A case may not be opened for everybody for whom it could be
case-loosens-ends-easier = A case may be closed where it could not
case-loosens-not-owed = { $item }: need not be done any more
case-loosens-applies-less = { $item }: may not be for everybody for whom it was
case-loosens-less-time = { $item }: leaves the person less time
case-loosens-rarer = { $item }: may come again less often
case-loosens-answer-later = { $item }: may be answered later
case-loosens-not-escalated = { $item }: fewer people hear that it is late, or they hear later
case-loosens-waits-for-more = { $item }: waits for something else
case-loosens-done-otherwise = { $item }: something else makes it done
case-loosens-harder-appeal = { $item }: is harder to appeal
case-loosens-worse-outcomes = { $item }: what it can come to is worse for the person
case-loosens-not-told = { $item }: the person is told less
case-loosens-gives-less = { $item }: what it pays, issues or records is another
case-loosens-other-service = { $item }: people are referred to something else, or data is shared otherwise
case-loosens-unreadable = What was owed under the old rules cannot be read any more
case-did-move = moved to newer rules. Why: { $reason }
case-did-ask-move = asked to have it moved to newer rules. Why: { $reason }
case-mistake = This was a mistake
case-retract = Take it back
case-not-now = This cannot be done as the case stands now. Look at what is open.
case-another-person = This is your own work: somebody else must look at it.
case-reasons-missing = Say why. What goes against the person, changes what was planned, or sends work back needs a reason.
case-no-consent = The person has not agreed that this is shared. Ask first.
case-do-not-contact = It is not known that the person can be reached without danger. Nothing goes out.
case-gate = What must be known before this is not known, or does not hold. See what is to be asked.
case-full = Somebody else has taken this seat, or there is a live case already.
case-no-such-moment = That is no moment between the opening of the case and now.
case-did-begin = the way began
case-did-do = done: { $item }
case-did-waive = done without: { $item }
case-did-add = put on the list: { $item }
case-did-pause = clock stopped: { $item }
case-did-resume = clock goes on: { $item }
case-did-extend = more time: { $item }, { $value }
case-did-decide = decided: { $item }, { $value }
case-did-yes = said yes: { $item }
case-did-no = said no: { $item }
case-did-serve = handed over: { $item }
case-did-appeal = appealed: { $item }
case-did-refer = referred: { $item }, to { $value }
case-did-answer = answered: { $item }, { $value }
case-did-consent = the person agreed: { $to }
case-did-send = told: { $text }
case-did-retract = a mistake was taken back
case-did-appoint = appointed: { $item }, { $value }
case-did-why = { $what }. Why: { $why }
work-title = My work
work-whose = Whose work
work-mine = In my hands
work-office = All of the office
work-late = Overdue
work-today = Today
work-week = Within a week
work-later = Later
work-undated = Without a day
work-next = What is next
work-due = By
work-serve = Hand over the letter: { $item }
work-look = Look at this case: nothing is open in it
work-none = Nothing is to be done.
work-none-mine = You have nothing in hand.
work-none-next = A case is opened on the page of the person it is about.
work-nobody = Nobody’s yet
work-yes = For my yes
work-kind = Pathway
work-kind-all = All
work-until = Due by the end of
work-none-view = Nothing of this kind is to be done.
work-unseen = For: { $roles }. They do not see this case: tell them.
work-none-unseen = What your role does in a case, whoever works on that case tells you.
work-vote = Say yes or no: { $item }
work-tell = Tell them: { $item }
work-ask-how = Not to be contacted, ask how. To be told: { $item }
work-above = Overdue at an office below: { $item }
work-escalated = escalated to you since { $when }
work-elsewhere = Somebody at { $office }. You do not see whom it is about: call { $call }.
work-elsewhere-nobody = Somebody at { $office }. You do not see whom it is about, and nobody answers for that office now.
work-made-anew = This list is being made anew, for pathways have changed. Until that is done, the cases are shown as they stand now; some may be missing.
work-unreadable = { $n-n ->
    [one] One entry cannot be read: somebody has changed it in the database. The others are right. Tell your administrator now.
   *[other] { $n } entries cannot be read: somebody has changed them in the database. The others are right. Tell your administrator now.
}
case-messages = To be told
case-messages-why = Onward sends nothing yet. Whoever tells the person writes that down here.
case-message-since = to be told since { $when }
case-message-told = told on { $when }
case-message-over = not told; it was due on { $when }
case-message-ask = Not to be contacted: ask how
case-message-ask-go = Write down whether contact is safe
case-tell = I have told them
case-left-hours = { $n-n ->
    [one] stopped, one hour left
   *[other] stopped, { $n } hours left
}
case-left-days = { $n-n ->
    [one] stopped, one day left
   *[other] stopped, { $n } days left
}
case-left-working-days = { $n-n ->
    [one] stopped, one working day left
   *[other] stopped, { $n } working days left
}
case-missed = { $n-n ->
    [one] missed once
   *[other] missed { $n } times
}
work-lead = { $late-n ->
    [0] Nothing is overdue.
    [one] <span class="n"><b>One</b> is overdue.</span>
   *[other] <span class="n"><b>{ $late }</b> are overdue.</span>
}
register-title = Register a person
register-member-title = Add somebody of this household
register-lead = Fill in what you know. What you leave empty is kept as not known, and can be asked later.
register-first = Who it is
register-more = More: contact, documents, stay, work
register-go = Register
register-again = Look again
register-done = The person is on record.
register-done-unseen = The person is on record. The next one can be registered here.
register-next = Register another person
register-member = Add somebody of the same household
register-unfit = Something does not fit its question; it is marked below. Nothing was saved, and nothing that you typed is lost.
register-sent-before = This form was sent before, and the person is on record. What you changed since is not saved: open the person and change it there.
register-open = Open the person
register-household-contested = Sources disagree which household this is. Settle that on the person’s page first. Nothing was saved.
register-household-moved = Somebody else has entered something about this household meanwhile. Nothing was saved; look at it and send the form again.
alike-title = Is this person on record already?
alike-lead = Nobody is registered yet. Compare, and ask the person where you are not sure.
alike-paper = the same document or e-mail address
alike-name-birth = such a name, and the birth date can be the same
alike-name = such a name, and a birth date is missing
alike-name-not-birth = the same name, with another birth date
alike-open = It is this person
alike-more = There are more people with such a name than are shown here: search for them as well.
alike-other = It is somebody else: register
alike-nobody-merged = You decide. Nothing is merged, and both stay as they are.
field-change = Change
field-close = Close
field-past = Who said what, when
field-past-none = Nobody has said anything yet.
field-contested = Sources disagree. You change what the desk says; what another source says stays until that source says otherwise.
field-take-back = Not known after all
field-taken-back = taken back
field-unfit = This does not fit the question. Nothing was saved.
field-not-ours = Another source says this, and the desk has said nothing that could be taken back. Say what it is instead.
fields-missing = Not known yet: add something
household-here = given here
field-look = History
pick-another = Add another
case-appoint = Give a seat on the panel
case-proposed = { $by } decided: { $what }.
case-proposed-why = { $by } decided: { $what }. Why: { $why }
case-proposed-done = { $by } says that it is done.
case-deemed = nobody decided in time: so the rule has it
case-taken-back = taken back
case-did-for = for the person: { $what }
case-length-hours = { $n-n ->
    [one] one hour
   *[other] { $n } hours
}
case-length-days = { $n-n ->
    [one] one day
   *[other] { $n } days
}
case-length-working-days = { $n-n ->
    [one] one working day
   *[other] { $n } working days
}
case-length-weeks = { $n-n ->
    [one] one week
   *[other] { $n } weeks
}
case-length-months = { $n-n ->
    [one] one month
   *[other] { $n } months
}
record-note = Note a conversation
record-note-text = What was said, and what was agreed?
record-note-when = When was that? Leave it empty if it was just now.
record-note-go = Keep the note
record-did-note = A conversation was noted: { $text }
record-no-note = Write down what was said first, in at most a page or two.
records-leading = What leads here
case-by-data = It is done as soon as it is on record: here below, or on the person's page.
case-text = To say or send:
case-text-for = To say or send to { $name }:
record-not-yet = That moment has not come yet. Write down when it was.
case-served = handed over { $when }
case-unserved = letter not handed over yet
case-appeal-until = they may appeal until { $when }
case-appeal-between = they may appeal until a day between { $from } and { $to }, not known exactly
case-appeal-not-before = they may appeal until { $when } at least
case-appeal-may = they may appeal
case-appealed = appealed { $when }
case-final = final since { $when }
case-leaves-appeal-unbegun = { $item }: nobody has handed over the letter yet. Their time to appeal has not begun.
case-leaves-unserved = { $item }: nobody has handed over the letter yet.
case-leaves-unheard = { $item }: they have appealed, and nobody has decided on that yet.
case-leaves-appealable = { $item }: they may still appeal.
case-said-no = You said no. You are asked again once it is done anew.
case-sent-back = sent back by { $by }: { $why }
case-sent-back-unsaid = sent back by { $by }
case-vote-why = Why. A no needs a reason: whoever did this reads it.
case-no-why = Say why not: whoever did this is to mend it.
case-extend-fits = A whole number from 1 to { $most } fits here.
case-end-choose = Choose
case-no-end = Choose how the case ends.
record-not-yours = The rules do not let your role open this. Nothing was saved, and what you typed stands below. A colleague whose role opens it can go on.
work-yes-more = More waits for votes than is looked at here. What is shown is not all; the rest comes up once these are settled.
work-none-until = Nothing is due by the end of that day.
work-none-nobody = Somebody has each of the cases in hand.
work-none-yes = Nothing waits for your yes.
work-none-late = Nothing is overdue.
work-ask = Ask: { $what }
work-ask-more = Ask: { $what } And { $n } more.

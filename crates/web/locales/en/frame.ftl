### The frame of every page, the front page, sign-in, and pages that cannot be shown.

skip = Skip to the content
nav-label = Main parts
nav-studio = Practices
nav-desk = People
nav-components = Components
crumbs-label = Where you are
languages-label = Languages
pages-label = Pages
synthetic-tag = Synthetic people
trial-foot = a trial with made-up people only
signed-in-as = Signed in as { $account }
sign-in = Sign in
sign-out = Sign out
back-to-start = Go to the start
list-separator = {", "}
date-long = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
figure-withheld = Not shown, so that nobody can be recognised
text-not-translated = Not yet translated into your language
text-missing = no text
copy = Copy
copied = Copied
yes = Yes
no = No
none = None
any = Any
name = Name
error-prefix = Error:
problem-title = There is a problem

landing-title = What helped people there can help people here.
landing-lede = A practice is installed here as a set of rules with their law. Ask whom it would reach, and whom it leaves behind. Then help the person in front of you.
landing-need = I need help
landing-go = See the practices
landing-packs = { $count-n ->
    [0] No practice is installed yet.
    [one] { $count } practice is installed.
   *[other] { $count } practices are installed.
}
landing-measures = { $count-n ->
    [0] {""}
    [one] It holds { $count } measure.
   *[other] They hold { $count } measures.
}
landing-people = { $count-n ->
    [0] There are no people on record yet.
    [one] { $count } made-up person is on record.
   *[other] { $count } made-up people are on record.
}
landing-studio-title = For those who make rules
landing-studio-text = Read each rule with its law. Move the clock. See which single condition leaves people behind, and which question would settle most.
landing-studio-go = Open the practices
landing-desk-title = For those who meet people
landing-desk-text = Find a person. See what they are entitled to, why, and what to ask them next.
landing-desk-go = Open the desk
landing-promise-title = What is not known is never taken for a no
landing-promise-yes = Everything that the rule asks for is known and met.
landing-promise-needs = Something is not known yet. The page says what to ask.
landing-promise-no = Something known does not fit. The page names it, with the law.
landing-trial = This is a trial. Everybody you see here was made up by a program; no real person is on record.

account-label = Account
password-label = Password
sign-in-logged = Each sign-in is written down.
sign-in-wrong = Account and password do not fit. Check both and try again.
sign-in-wait = { $seconds-n ->
    [one] Too many tries. Wait { $seconds } second and try again.
   *[other] Too many tries. Wait { $seconds } seconds and try again.
}
trial-sign-ins = Sign-ins of this trial
trial-sign-ins-how = There is one for each role. The passwords were shown to whoever started this trial.

not-found-title = There is nothing here
not-found-why = The page does not exist, or it is not open to you.
not-found-next = Check the address, or start again from the front page.
not-allowed-title = Your role does not open this page
not-allowed-why = That is no mistake of yours: each role sees only what its work needs. The attempt was written down.
not-allowed-next = If your work needs it, ask your supervisor for a role that opens it.
stale-title = This form is no longer valid
stale-why = You may have been signed out in the meantime, or the form came from another place. Nothing was saved.
stale-next = Go to the start, sign in if needed, and fill in the form again.
too-large-title = That is too much for one form
too-large-why = What was sent is larger than this form can be. Nothing was saved.
too-large-next = Shorten what you wrote and send it again.
unbound-title = The rule cannot be asked about this day
unbound-why = Something the rule needs is missing, or a figure in the rule cannot be worked out for somebody.
unbound-next = Choose another day.
unavailable-title = This does not work right now
unavailable-why = A part of the system does not answer. Nothing was lost.
unavailable-next = Try again in a few minutes. If it goes on, tell your administrator.

apart-title = These roles do not go together
apart-why = One person may not hold both: whoever runs the program or checks others reads nobody, and not every role opens protected compartments. Nothing was saved.
apart-next = Go back and choose other roles, or tick no compartment.
unsound-title = Something is missing or cannot be read
unsound-why = The form was left without a reason, or what it holds cannot be read together with what is in force. Nothing was saved.
unsound-next = Go back, and fill in what is missing.
unread-title = A part of this address or form cannot be read
unread-why = “{ $name }” says { $value }, which is not what belongs there. Nothing was put in its place.
unread-field-why = The field “{ $name }” holds something that does not belong there. Nothing was saved.
unread-day-next = Write a day as year, month and day, such as 2026-11-30, or leave “{ $name }” out.
unread-number-next = Write a whole number, 0 or more, or leave “{ $name }” out.
no-filter-title = This list has no such filter
no-filter-why = The address asks for people by something that is no filter here. Without it the list would show others than you asked for, so it shows nobody.
no-filter-next = Choose among the filters of the list.
moved-title = It is no longer as this page showed it
moved-why = Somebody changed what is in force, or decided this already. Nothing was saved.
moved-next = Open the page again and look at how it stands now.

another-person-title = This takes another person
another-person-why = One person alone does not do this: nobody approves their own act, or one about themselves. Nothing was saved.
another-person-next = Propose it, or let somebody in another role decide.
look-again = Look again now
too-much-title = Please wait a moment
too-much-why = More was asked in a short time than the work needs. Of searches this is written down.
too-much-next = Wait a minute and go on.
too-often-why = Rules were tried more often from where you are than people answer questions, and others would have to wait. Nothing of it was written down.
strange-title = This page was asked something that it does not know
strange-why = The address or the form holds something that this page does not know. It is not left out in silence: nothing was counted without it.
strange-next = Open the page anew, and answer its questions.
not-released-title = No figures for this day
not-released-why = Figures of real people are given out for the end of a month that is over and for days on which the rule changed, so that nobody can be worked out from the difference between two days.
not-released-next = Choose one of these days.
not-released-moved-why = Figures of this day were given out before, and the record has changed since. Nothing new is said of this day, so that nobody can be worked out from the difference.
not-released-moved-next = Choose another day, or look again at the figures that were given out of this one.
not-released-few-why = Beside the figures that were given out before, these would give away a few people.
not-released-few-next = Choose another day.
not-released-nobody-why = Too few real people are on record to say anything of them. Nothing was given out, and nothing is kept of the question.
not-released-nobody-next = Ask again when more people are on record.
held-title = A legal hold is in force
held-why = While it is, nothing about this person can be forgotten.
held-next = Whoever looks after holds can propose to lift it.
in-place-title = A place is to be given back first
in-place-why = Whoever has a place that is not given back is not forgotten: nobody would know any more whose it is.
in-place-next = Whoever works with this person writes down that they left. Then this can be carried out.
misdirected-why = This address does not belong here.
misdirected-next = Use the address that your organisation gave you.
start-title = Your work
start-as = You work here as: { $roles }
start-seat-title = Choose where you act
start-seat-text = You have work in several offices. Say for which one you act now.
start-reach-title = See whom a rule reaches
start-reach-text = Choose a rule, move the day, and see whom it leaves behind and what to ask first.
start-adopt-title = Adopt or change a practice
start-adopt-text = Find what others did, see what it would change for people here, and put it in force or propose it.
start-account-title = Your account
start-account-text = Your password, a second step at sign-in, and where you are signed in.
steps-title = In three steps
step-read-title = Read a rule
step-read-text = Each stands here in whole sentences, with the law it comes from and what nobody has checked yet.
step-try-title = Try it
step-try-text = Describe a household, one question at a time, and read the answer. Nothing is recorded.
step-work-title = Work with it
step-work-text = Sign in to help the person in front of you, to see whom a rule reaches, or to propose a change.
no-list-title = This list is not known here
no-list-why = The address names a list or a form by a word that was made for another session, or that there is not. Another one would look like the answer, so nothing is shown.
no-list-next = Look at all lists and choose there.
no-list-go = All lists
printed-on = Printed on { $day }.
start-work-text = What is to be done with cases, what is late first.
start-places-text = Beds, seats and other places: what is free, and who waits.
start-yes = { $count-n ->
    [one] One thing waits for your yes or no
   *[other] { $count } things wait for your yes or no
}
start-yes-more = { $count-n ->
    [one] At least one thing waits for your yes or no
   *[other] At least { $count } things wait for your yes or no
}
start-late = { $count-n ->
    [one] One thing is overdue at your office
   *[other] { $count } things are overdue at your office
}
start-mine = { $count-n ->
    [one] One thing is to be done in the cases in your hands
   *[other] { $count } things are to be done in the cases in your hands
}

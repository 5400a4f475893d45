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

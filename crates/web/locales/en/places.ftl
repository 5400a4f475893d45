# Places by night: beds, seats, and the lines that take them.
nav-places = Places
record-elsewhere = (not for you to see)
record-did-take = A place was taken
place-title = Place
place-none = none yet
place-waits = waits for a place
place-held = kept
place-lapsed = was kept, and is free again
place-filled = there
place-freed = given back
place-blocked = shut
place-left = { $count-n ->
    [0] There is no place on all of these nights.
    [one] One place is left on these nights.
   *[other] { $count } places are left on these nights.
}
place-over = { $count-n ->
    [one] One more than there is room for on these nights.
   *[other] { $count } more than there is room for on these nights.
}
place-units = { $count-n ->
    [one] 1 place
   *[other] { $count } places
}
place-nights = { $count-n ->
    [one] 1 place, from { $from } to the morning of { $until }
   *[other] { $count } places, from { $from } to the morning of { $until }
}
place-nights-open = { $count-n ->
    [one] 1 place, from { $from } on
   *[other] { $count } places, from { $from } on
}
place-kept-until = Kept until { $moment }
place-ends-today = Kept until today and no longer
place-since = since { $moment }
place-overdue = Should have left by now
place-reserve = Keep a place
place-wait = Wait for a place
place-fill = They are here
place-free = They do not come
place-leave = They left
place-other-day = It was another day
place-on = On which day?
place-full = There is no place on all of these nights. You can wait for one, choose another house, or change the nights.
place-unknown = How many places this house has is not known: nobody has said it, or sources disagree. Ask whoever runs it.
place-which-nights = The record does not say yet where, on which nights, or how many. Fill that in first.
place-already = It is so already. Nothing was changed.
place-nothing = There is no place here that could be given back.
place-no-such-day = That is no day on which it can have been.
place-no-such-number = That is not a number of places.
places-title = Places by night
places-lead = What is free, house by house and night by night.
places-none = No house with places is on record yet.
places-none-next = A supervisor or operations adds one under Records.
places-where = House
places-which = Which nights
places-board = Who has a place on which night, by code
places-free-by-night = What is free on each night
places-code = Code
places-free = Free
places-board-says = Marked nights are full. A question mark: it is not known how many places there are.
places-tonight = { $count-n ->
    [0] <span class="n">Nothing is free tonight</span>, of { $all }.
    [one] <span class="y"><b>1</b> is free tonight</span>, of { $all }.
   *[other] <span class="y"><b>{ $count }</b> are free tonight</span>, of { $all }.
}
places-tonight-over = { $count-n ->
    [one] <span class="n">One person more than there is room for tonight</span>, of { $all }.
   *[other] <span class="n"><b>{ $count }</b> more than there is room for tonight</span>, of { $all }.
}
places-unknown = How many places there are is not known.
places-other-nights = These are other nights than tonight.
places-exceeded = { $count-n ->
    [one] On { $day } there is one more than there is room for.
   *[other] On { $day } there are { $count } more than there is room for.
}
places-told = { $state }: { $span }
places-more = { $count-n ->
    [one] One more line is not drawn; it counts.
   *[other] { $count } more lines are not drawn; they count.
}
places-codes-only = Only codes stand here. Whose a code is, only the record that took the place says.
places-lines = Line by line
places-offer = Offer what is free
places-offer-most = To how many at most? Who waits longest and fits comes first.
places-block = Shut places
places-block-units = How many?
places-block-from = First night
places-block-until = Open again on the morning of
place-unblock = Open again
places-earlier = Earlier nights
places-later = Later nights
places-span = { $from } to { $until }
place-otherwise = The record says otherwise by now. Keep the place anew.
place-others-wait = What is free is due to others, who have waited longer. You can wait too. If the person is here already, write that down.
place-in-another = They are in a bed in another house. Write down first that they left it, or that they came to this one.
place-host-closed = This house was closed and takes nobody in. Choose another one.
place-hidden = in a house that is not for you to see, unless it was given back
place-elsewhere = They have a place in another house too, on some of these nights. Give back the one that is not needed.
place-opened = open again
places-offered-nobody = Nobody who waits fits into what is free. Nothing was offered.
places-inside = { $count-n ->
    [one] One person is here or expected. After closing nobody is taken in; the line stays until it is settled.
   *[other] { $count } people are here or expected. After closing nobody is taken in; their lines stay until they are settled.
}
places-mark = Mark line
places-marked-on = On which day? Leave it empty for today.
places-fill-marked = All that are marked are here
places-free-marked = All that are marked left or do not come
places-settled = Lines that are settled now: { $done }.
places-settled-in-part = Lines that are settled now: { $done }. Not settled: { $left }; look at them one by one.
place-days = { $count-n ->
    [one] 1 place, from { $from } until { $until }
   *[other] { $count } places, from { $from } until { $until }
}
place-hidden-days = somewhere that is not for you to see, unless it was given back
place-full-days = There is no place left. You can wait for one, or choose something else.
place-in-another-days = They have a place elsewhere. Write down first that they left it, or that they came to this one.
place-host-closed-days = This was closed and takes nobody in. Choose something else.
place-unknown-days = How many places there are is not known: nobody has said it, or sources disagree. Ask whoever runs it.
place-which-days = The record does not say yet where, or how many. Fill that in first.
places-title-days = Places
places-lead-days = What is free, one after the other and day by day.
places-where-days = Where
places-which-days = Which days
places-board-days = Who has a place on which day, by code
places-free-by-day = What is free on each day
places-board-says-days = Marked days are full. A question mark: it is not known how many places there are.
places-now = { $count-n ->
    [0] <span class="n">Nothing is free now</span>, of { $all }.
    [one] <span class="y"><b>1</b> is free now</span>, of { $all }.
   *[other] <span class="y"><b>{ $count }</b> are free now</span>, of { $all }.
}
places-now-over = { $count-n ->
    [one] <span class="n">One more than there is room for</span>, of { $all }.
   *[other] <span class="n"><b>{ $count }</b> more than there is room for</span>, of { $all }.
}
places-other-days = These are other days than today.
places-block-from-days = First day
places-block-until-days = Open again on
places-earlier-days = Earlier days
places-later-days = Later days
place-early = They came before the first night that the record says. If they did, put the record right:
place-was = Was in { $house }: { $span }
record-line-waits = Waits for a place in { $house }: { $span }
record-line-held = A place was kept in { $house }: { $span }
record-line-came = They came to { $house }: { $span }
record-line-stays = Their place in { $house } is from now on: { $span }
record-line-left = They left { $house }: { $span }
record-line-given = The place in { $house } was given back, and nobody came: { $span }
places-disagree = <span class="n">Sources disagree on how many places there are</span>: { $numbers }. Say which holds.
places-earlier-told = { $count-n ->
    [one] One earlier entry about a line is not shown here.
   *[other] { $count } earlier entries about lines are not shown here.
}

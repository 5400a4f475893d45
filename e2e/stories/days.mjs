// Days as a person counts them on a calendar, so that a story does not ask the program what the program should say.

/** The day it is in a zone, with what is left of it in minutes. */
function clock(zone) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(new Date()).map(({ type, value }) => [type, value]));
  return { day: `${parts.year}-${parts.month}-${parts.day}`, left: 1440 - 60 * Number(parts.hour) - Number(parts.minute) };
}

/** The day it is where the office is. A story is played within one: shortly before midnight it waits for the next. */
export async function today(zone) {
  while (clock(zone).left <= 3) await new Promise((done) => setTimeout(done, 5_000));
  return clock(zone).day;
}

/** So many days after a day. */
export function days(from, count) {
  return new Date(Date.parse(from) + count * 86_400_000).toISOString().slice(0, 10);
}

/** So many working days after a day. A trial stands in no country: Saturdays and Sundays alone are free. */
export function workingDays(from, count) {
  let day = from;
  for (let left = count; left > 0; ) {
    day = days(day, 1);
    if (![0, 6].includes(new Date(day).getUTCDay())) left -= 1;
  }
  return day;
}

/** The same date so many months later, or the last of a month that is too short. */
export function months(from, count) {
  const [year, month, date] = from.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

//! Numbers and months the way each language writes them, and days as rules write them.

use model::Date;

use super::Tongue;

/// Digits in groups of three. Spanish leaves four digits together; French separates by a narrow space.
pub fn grouped(tongue: Tongue, number: u64) -> String {
    let digits = number.to_string();
    let separator = match tongue {
        Tongue::En | Tongue::Ar => ",",
        Tongue::Fr => "\u{202f}",
        Tongue::Es if digits.len() < 5 => "",
        Tongue::Es => ".",
    };
    let first = digits.len() % 3;
    let (head, rest) = digits.split_at(first);
    let mut groups: Vec<String> = (!head.is_empty()).then(|| head.to_owned()).into_iter().collect();
    let rest: Vec<char> = rest.chars().collect();
    groups.extend(rest.chunks(3).map(|group| group.iter().collect()));
    groups.join(separator)
}

/// The message that names a month; January is 1.
pub fn month_key(month: i8) -> &'static str {
    match month {
        1 => "month-1",
        2 => "month-2",
        3 => "month-3",
        4 => "month-4",
        5 => "month-5",
        6 => "month-6",
        7 => "month-7",
        8 => "month-8",
        9 => "month-9",
        10 => "month-10",
        11 => "month-11",
        _ => "month-12",
    }
}

/// The first ISO day that stands by itself in a text, with what is before and after it.
pub fn first_day(text: &str) -> Option<(&str, Date, &str)> {
    text.char_indices().find_map(|(at, _)| day_at(text, at))
}

fn day_at(text: &str, at: usize) -> Option<(&str, Date, &str)> {
    let (before, rest) = text.split_at_checked(at)?;
    let (day, after) = rest.split_at_checked(10)?;
    let alone = !before.ends_with(|c: char| c.is_ascii_alphanumeric())
        && !after.starts_with(|c: char| c.is_ascii_alphanumeric());
    let written =
        day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    (alone && written).then(|| day.parse().ok()).flatten().map(|day| (before, day, after))
}

//! Reads one file as text, in pieces, and stops at the first limit it meets.

use std::io::Read;

use model::plain;
use yaml::{At, Report};

use super::PackLimits;

/// Whether a file of this name is data. Code, whatever its language, is not.
pub(super) fn is_data(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, extension)| extension);
    name == "LICENSE" || matches!(extension, Some("yaml" | "yml" | "md" | "txt" | "csv"))
}

/// The text of a file with `\n` line ends; `None` where it was refused. Of a file that is too large no more is read
/// than the limit and one piece.
pub(super) fn read(mut reader: impl Read, limits: PackLimits, left: u64, report: &mut Report) -> Option<String> {
    let mut bytes = Vec::new();
    let mut lines = Lines::default();
    let mut piece = [0; 8192];
    loop {
        let count = match reader.read(&mut piece) {
            Ok(count) => count,
            Err(error) => {
                report.error(At::START, "unreadable", format!("cannot be read: {error}"));
                return None;
            }
        };
        let read = piece.get(..count).unwrap_or_default();
        if count == 0 {
            break;
        }
        if let Some(at) = lines.overlong(read, limits.line_bytes) {
            report.error(at, "long-line", format!("a line holds at most {} bytes", limits.line_bytes));
            return None;
        }
        bytes.extend_from_slice(read);
        let size = bytes.len() as u64;
        if size > limits.file_bytes {
            report.error(At::START, "large-file", format!("a file holds at most {} bytes", limits.file_bytes));
            return None;
        }
        if size > left {
            report.error(At::START, "large-pack", format!("a pack holds at most {} bytes", limits.total_bytes));
            return None;
        }
    }
    decode(bytes, report)
}

/// UTF-8 without control characters.
fn decode(bytes: Vec<u8>, report: &mut Report) -> Option<String> {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text.replace("\r\n", "\n"),
        Err(error) => {
            let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            let at = end_of(&String::from_utf8_lossy(valid));
            report.error(at, "encoding", "expected UTF-8");
            return None;
        }
    };
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let order = |c: char| plain::is_order(c) || c == '\r';
    if let Some((before, _)) = text.find(order).and_then(|byte| text.split_at_checked(byte)) {
        report.error(end_of(before), "control", "control characters and direction overrides are refused");
        return None;
    }
    Some(text)
}

fn end_of(text: &str) -> At {
    let last = text.rsplit('\n').next().unwrap_or(text);
    At { line: text.matches('\n').count() + 1, column: last.chars().count() + 1 }
}

/// Counts lines and the bytes of the current one across pieces.
#[derive(Default)]
struct Lines {
    ended: usize,
    bytes: usize,
}

impl Lines {
    /// The place after the limit, where some line of the text so far is longer than that.
    fn overlong(&mut self, piece: &[u8], most: usize) -> Option<At> {
        for byte in piece {
            if *byte == b'\n' {
                self.ended += 1;
                self.bytes = 0;
            } else {
                self.bytes += 1;
            }
            if self.bytes > most {
                return Some(At { line: self.ended + 1, column: most + 1 });
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &[&str]) {
        let limits = PackLimits { file_bytes: 100, line_bytes: 20, ..PackLimits::DEFAULT };
        let mut report = Report::new("f");
        read(bytes, limits, 90, &mut report);
        let found: Vec<_> = report.finish().iter().map(|d| format!("{}:{} {}", d.line, d.column, d.code)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn texts_beyond_a_limit_are_refused_with_their_place() {
        check(b"a: 1\n", &[]);
        check(format!("ok\n{}", "x".repeat(21)).as_bytes(), &["2:21 long-line"]);
        check("short\n".repeat(17).as_bytes(), &["1:1 large-file"]);
        check("short\n".repeat(16).as_bytes(), &["1:1 large-pack"]);
        check(b"ok\na\xff", &["2:2 encoding"]);
        check(b"ok\n\0", &["2:1 control"]);
        check("a: \u{202e}x".as_bytes(), &["1:4 control"]);
        check("a: \u{2067}x".as_bytes(), &["1:4 control"]);
    }

    #[test]
    fn of_an_endless_line_only_the_limit_is_read() {
        struct Endless(u64);
        impl Read for Endless {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                buffer.fill(b'a');
                self.0 += buffer.len() as u64;
                Ok(buffer.len())
            }
        }
        let mut endless = Endless(0);
        let mut report = Report::new("f");
        assert_eq!(read(&mut endless, PackLimits::DEFAULT, u64::MAX, &mut report), None);
        assert_eq!(report.finish()[0].code, "long-line");
        assert!(endless.0 <= 2 * 8192, "{} bytes were read", endless.0);
    }

    #[test]
    fn line_ends_and_byte_order_marks_of_other_systems_are_read_alike() {
        let mut report = Report::new("f");
        let text = read("\u{feff}a: 1\r\nb: 2\r\n".as_bytes(), PackLimits::DEFAULT, u64::MAX, &mut report);
        assert_eq!(text.as_deref(), Some("a: 1\nb: 2\n"));
    }

    #[test]
    fn only_names_of_texts_are_data() {
        assert!(["pack.yaml", "tests/a.yml", "README.md", "NOTICE.txt", "LICENSE"].into_iter().all(is_data));
        assert!(!["run.sh", "a.py", "measures/x.yaml.exe", "Makefile", ".yaml", "a.YAML"].into_iter().any(is_data));
    }
}

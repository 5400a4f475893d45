//! The picture of a proof: a QR code of level Q, of which a quarter may be dirty or torn, 35 to 60 mm wide.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

use crate::IssueError;

/// Modules that stay white on each side.
const QUIET: usize = 4;
/// Signs of the longest text: what version 30 holds, whose 145 modules are 0.41 mm each in 60 mm. Below 0.4 mm
/// cameras of cheap phones fail.
pub(crate) const LONGEST: usize = 1429;

/// Draws a text as SVG with its size for print. Refused is a text that would make a code too dense to be read.
pub fn qr_svg(text: &str) -> Result<String, IssueError> {
    if text.len() > LONGEST {
        return Err(IssueError::TooLong);
    }
    let code = QrCode::with_error_correction_level(text, EcLevel::Q).map_err(|_| IssueError::TooLong)?;
    let (width, colours) = (code.width(), code.to_colors());
    let side = width + 2 * QUIET;
    let mm = (side / 2).clamp(35, 60);
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{mm}mm" height="{mm}mm" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d=""##
    );
    for (y, row) in colours.chunks(width).enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, colour)| **colour == Color::Dark) {
            let (x, y) = (x + QUIET, y + QUIET);
            write!(svg, "M{x} {y}h1v1h-1z").map_err(|_| IssueError::TooLong)?;
        }
    }
    svg.push_str(r#""/></svg>"#);
    Ok(svg)
}

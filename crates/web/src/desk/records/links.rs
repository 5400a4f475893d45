//! Which records a form offers to be linked to: those of the kind to which the link leads that are open and in the reader's
//! sight. What is linked already stays among them, also where the reader does not see it or it was closed.

use instance::desk::Desk;
use model::Kind;

use super::called;
use crate::desk::controls::{ControlInput, ControlView};
use crate::gate::Failure;
use crate::labels::Labels;

/// Turns the controls of links into lists to choose from.
pub(super) async fn offer_links(
    desk: &Desk<'_>,
    kind: &Kind,
    controls: &mut [ControlView],
    labels: &Labels<'_>,
) -> Result<(), Failure> {
    for link in &kind.links {
        let Some(control) = controls.iter_mut().find(|control| control.name == link.field) else { continue };
        let Some(to) = labels.schema.kind(&link.to) else { continue };
        let rows = desk.choices(&link.to).await?;
        let mut options: Vec<_> = rows.iter().map(|row| (row.id.to_string(), called(to, row, labels), false)).collect();
        let value = control.value.clone();
        if !value.is_empty() && !options.iter().any(|(id, ..)| *id == value) {
            let there = crate::say::Html::escaped(&labels.say.t("record-elsewhere"));
            options.push((value.clone(), there, false));
        }
        for option in &mut options {
            option.2 = option.0 == value;
        }
        control.input = ControlInput::One(options);
    }
    Ok(())
}

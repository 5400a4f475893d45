//! Texts made once are read for ever. Where one of these fails, the program is wrong and not the text.

use proofs::{PublishedKeys, RevokedList, verify};

use crate::support::{claims, day};

const KEYS: &str = r#"{"keys":[{"kid":"c8f193e678e762f9","alg":"ES256","x":"HhhTL9R1TALzBB2cdc6zO4P_2BrHzk_ogsyxyYvFiW4","y":"pGwxHE4v9A3ZajZT5uRURdMt_khuztdcepDGoYiBwKM","issuer":"https://status.example.org","from":"2026-01-01","until":null}]}"#;
const PROOF: &str = "OW1:V7FV60GA0T9WTWGSLKC 4299DOU56TEBT4PVJAB0XKB8FA9DIWENPEJ/5 QEIEC7%E.%5$9FQ$DTVD7*5$KEFN0LLDOPBWY03GD.9P/E7FO12S3B80P:6/BAWW5AB7%R8AL6*TAZW501BQW8%UDJ$D..DP34MED VDO1EH73M1PMWE0$CS9EVKEALE.2C0LE7WEZPC ED++D-8F5UAQ$D04EGEC3EFV9E24EZ CBWE-3EUF7B$D3EF QENEC1Q5K4F-KE9440/DT44LQEG44X C:VDG7DGPCZKE  0*.3*EDZ CBWEO/E734646 96VW6-/56M89445LEOEDTVDD34H+01EAZ21 QEIEC7%ESB127BYTL:F2DH937ETWBOFB-9K8KFGD7DMMJXPL0N*$QD5MZ6N03NSDDVVRQ19QK2ZRGRTDKEVA3PU9M0P2BZTZIGH3P%T3LAG5RMDXCQ/E";
const LIST: &str = "OWR1:V7F/90I10FFWTWGSLKC 4299DOU56TEBT4PV08BERKB8FA9DIWENPEJ/5 QEIEC7%E.%5$9FQ$DTVD7*5$KEWY0YHD--I/E7FO1.V3/78-T88FP+-9D%9$UCXA5B3I443P2MG6PQHVADWI$6:FHU2GX1TBKOI21ZN9SNDGWR$Q8Y5SMU31PQ29LZ3LDC2BS5R87C52RBU/8840G0:0ZX6636MW3RJH/SR::TM:GQ/F58GW.PZ3RG76T8J2KOFX2-94LWKHCBZE33AHLJAA:SY+S0NAN/LXK0-WH5QUC5MF6PXPD:0";

#[test]
fn a_proof_of_the_first_version_is_read() {
    let keys = PublishedKeys::read(KEYS).unwrap();
    assert_eq!(verify(PROOF, &keys, None, day("2026-06-01")), Ok(claims()));
    let list = RevokedList::read(LIST, &keys).unwrap();
    assert!(list.has(&claims().reference) && list.count() == 2);
}

#[test]
fn a_proof_is_still_written_as_in_the_first_version() {
    assert_eq!((crate::support::proof().as_str(), crate::support::keys().write().as_str()), (PROOF, KEYS));
}

//! `report.json`: the contract that other programs read.

use std::io::{self, Write};

use crate::report::Report;

/// Writes the report: two spaces a level, LF, a line end at the end, keys in the order of the contract.
pub(crate) fn write(report: &Report, to: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *to, report)?;
    to.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::super::fixture;

    #[test]
    fn the_report_is_written_in_the_order_of_the_contract() {
        let mut bytes = Vec::new();
        super::write(&fixture::report("zh-CN"), &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("{\n  \"schema\": \"lifecircle/report/1\",\n  \"program\": {\n"));
        assert!(text.ends_with("\n}\n") && !text.contains('\r'));
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let keys = |v: &serde_json::Value| v.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(
            keys(&json),
            ["schema", "program", "project", "method", "inputs", "notes", "services", "conservation"]
        );
        let figures = ["id", "name", "circles", "categories", "townships", "county", "outside"];
        let plans = ["plan", "further_plans"];
        let assessed = ["standards", "indicators", "rules", "checklist", "stages"];
        assert_eq!(keys(&json["services"][0]), [&figures[..], &plans, &assessed].concat());
        let indicator = &json["services"][0]["indicators"][2];
        assert_eq!(indicator["status"], "computed");
        assert_eq!(indicator["targets"][1]["direction"], "at_most");
        assert_eq!(indicator["targets"][1]["to_meet"]["amount"], -240.0);
        assert_eq!(json["services"][0]["townships"][2]["coverage"][0]["rate"], serde_json::Value::Null);
        assert_eq!(json["services"][0]["townships"][0]["facilities"]["by_category"]["托班"]["places"], 40.5);
    }
}

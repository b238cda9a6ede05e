//! What sentences say so that figures which look alike are not taken for one another.

use super::super::super::fixture;
use super::told;
use crate::project::PrintSpec;
use crate::report::{Report, Verdict};

fn text(report: &Report) -> String {
    told(report, &PrintSpec::default())
}

/// The clause of the fixture with this identifier and year, given to `change`.
fn with_rule(report: &mut Report, text: &str, change: impl FnOnce(&mut crate::report::ChecklistEntry)) {
    let rule = report.services[0].checklist.iter_mut().find(|clause| clause.text.contains(text));
    change(rule.expect("a rule of the fixture"));
}

/// A rule of the county nets townships, one that the plan fills nets categories, and the shortfall nets nothing: three
/// figures against one plan, and each says why it is another.
#[test]
fn every_shortfall_says_how_it_nets() {
    let mut report = fixture::report("zh-CN");
    with_rule(&mut report, "新建居住区", |rule| rule.asked = None);
    with_rule(&mut report, "达到规划数", |rule| rule.verdict = Verdict::Fail);
    let told = text(&report);
    assert!(
        told.contains("缺口合计39.5个（逐乡镇、逐类别计，富余不抵扣），净缺口29.5个（相互抵扣后）。"),
        "{told}"
    );
    assert!(told.contains("分类别看（逐乡镇计，富余不抵扣），托班缺1处、托位39.5个。"), "{told}");
    assert!(
        told.contains(
            "上述规定的差额，=新建居住区按每千人不少于10个托位配建按全县合计，乡镇之间可相抵；\
             各乡镇（街道）托位数达到规划数按各乡镇合计，类别之间可相抵、乡镇之间不相抵；\
             与布点规划的缺口合计（逐乡镇、逐类别计，富余不抵扣）口径不同。"
        ),
        "{told}"
    );
    report.services[0].plan = None;
    assert!(!text(&report).contains("上述规定的差额"), "nothing to take it for without a plan");
}

/// The gap grows from one stage to the next because the plan does: the sentence names the plan of each.
#[test]
fn a_stage_names_the_plan_that_it_is_held_against() {
    let mut report = fixture::report("en");
    let mut later = report.services[0].stages[1].clone();
    report.services[0].stages[1].plan_year = Some(2025);
    (later.year, later.plan_year) = (None, Some(2027));
    report.services[0].stages.push(later);
    let told = text(&report);
    for sentence in [
        "With the sites that are planned to open by 2027 there would be 7 facilities, 90.5 places,",
        "a shortfall of 39.5 places against the layout plan of 2025. With all planned sites there would be",
        "a shortfall of 39.5 places against the layout plan of 2027. The stages are held against plans of different",
    ] {
        assert!(told.contains(sentence), "{sentence}\n{told}");
    }
    report.services[0].stages[2].plan_year = Some(2025);
    assert!(!text(&report).contains("plans of different years"));
}

/// What is not known for the same reason in two years is told once, with both.
#[test]
fn years_of_which_the_same_is_said_are_told_together() {
    let mut report = fixture::report("zh-CN");
    for clause in report.services[0].checklist.iter_mut().filter(|clause| clause.id == "1") {
        (clause.verdict, clause.why) = (Verdict::NotTestable, Some("没有设施图层".to_owned()));
    }
    let told = text(&report);
    let once = "；千人托位数不低于 4.54 个/千人（2024年、2027年）（没有设施图层）；";
    assert_eq!(told.matches(once).count(), 1, "{told}");
    assert!(told.contains("2024年目标1项（无法判定1项）"), "{told}");
}

/// "Most of all in" the only township there is says nothing.
#[test]
fn one_township_is_not_the_largest_of_all() {
    for language in ["zh-CN", "en"] {
        let mut report = fixture::report(language);
        let service = &mut report.services[0];
        service.townships.truncate(1);
        service.stages.iter_mut().for_each(|stage| stage.townships.truncate(1));
        for plan in service.plan.iter_mut().chain(&mut service.further_plans) {
            plan.townships.truncate(1);
            plan.rows.truncate(1);
        }
        let told = text(&report);
        for word in ["面积较大的是", "缺口均在", "most of all in", "All places short"] {
            assert!(!told.contains(word), "{word}\n{told}");
        }
    }
}

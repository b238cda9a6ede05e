use super::super::super::classes;
use super::super::super::fixture::{self, coverage, study};
use super::super::super::layers;
use super::*;
use crate::report::FacilityStatus;

/// Text that would be markup, an expression, or the end of one.
const HOSTILE: &str = "'\"</rule><script>alert(1)</script>]]> OR 1=1 --\\\n\0👶";

fn report() -> Report {
    let mut report = fixture::report("zh-CN");
    let service = &mut report.services[0];
    service.categories[0] = HOSTILE.to_owned();
    service.facilities[1].category = Some(HOSTILE.to_owned());
    service.name = HOSTILE.to_owned();
    let mut closed = service.facilities[0].clone();
    closed.status = FacilityStatus::Closed;
    service.facilities.push(closed);
    report
}

/// Every style of every layer, with its name: QML, then SLD.
fn all(report: &Report) -> Vec<(String, Style, String, String)> {
    let mut study = study();
    study.townships[0].shape = study.pieces[0].shape.clone();
    let coverage = coverage();
    let words = Words::of_tag(report.project.language);
    let layers = layers::of(report, &study, &coverage, words);
    let of_layer = |layer: &Layer<'_>| -> Vec<_> {
        let styles = of(layer, report, words);
        assert!(!styles.is_empty(), "{}", layer.name);
        let told = |style: Style| {
            let (qml, sld) = (qml::of(&style, layer), sld::of(&style, &layer.name));
            (layer.name.clone(), style, qml, sld)
        };
        styles.into_iter().map(told).collect()
    };
    layers.iter().flat_map(of_layer).collect()
}

/// Whether every element of a document is closed, and no attribute or text holds what would be markup.
fn is_well_formed(document: &str) -> bool {
    let mut open = Vec::new();
    for tag in document.split('<').skip(1) {
        let Some((tag, text)) = tag.split_once('>') else { return false };
        if tag.starts_with(['?', '!']) {
            continue;
        }
        if text.contains('>') || tag.matches('"').count() % 2 != 0 {
            return false;
        }
        match (tag.strip_prefix('/'), tag.ends_with('/')) {
            (Some(name), _) if open.pop() != Some(name) => return false,
            (None, false) => open.extend(tag.split(' ').next()),
            _ => {}
        }
    }
    let is_clean = |c: char| !c.is_control() || c == '\n';
    open.is_empty() && document.chars().all(is_clean)
}

#[test]
fn styles_are_well_formed_whatever_the_data_say() {
    let all = all(&report());
    for (layer, _, qml, sld) in &all {
        assert!(is_well_formed(qml), "{layer}: {qml}");
        assert!(is_well_formed(sld), "{layer}: {sld}");
        assert!(!qml.contains("<script") && !sld.contains("<script"), "{layer}");
    }
    assert_eq!(all.len(), 1 + 1 + 1 + 2 + 3 + 1 + 1);
    assert!(
        !is_well_formed("<a><b></a>") && !is_well_formed("<a b=\"\"\"/>") && is_well_formed("<a b=\"\"/>\n")
    );
}

/// Every line of every legend, in both languages of styles, unless it is switched off where SLD has no such thing.
#[test]
fn every_class_stands_in_both_languages() {
    let mut report = fixture::report("zh-CN");
    report.services[0].categories[0] = "专业托育机构".to_owned();
    for (layer, style, qml, sld) in all(&report) {
        for rule in &style.rules {
            let label = rule.label.replace('<', "&lt;");
            assert!(qml.contains(&format!("label=\"{label}\"")), "{layer}: {}", rule.label);
            let title = format!("<se:Title>{label}</se:Title>");
            assert_eq!(sld.contains(&title), rule.is_shown, "{layer}: {}", rule.label);
        }
        assert_eq!(qml.matches("<rule ").count(), style.rules.len());
    }
}

/// Classes as on every map: their bounds in the layer's unit, and one for what has no value.
#[test]
fn townships_are_drawn_by_the_classes_of_all_maps() {
    let report = fixture::report("zh-CN");
    let classes = classes::of_rates(&report.services[0]);
    let styles: Vec<Style> = all(&report)
        .into_iter()
        .filter(|(layer, ..)| layer == "townships")
        .map(|(_, style, ..)| style)
        .collect();
    let names: Vec<&str> = styles.iter().map(|style| style.name.as_str()).collect();
    assert_eq!(names, ["5分钟覆盖率", "15分钟覆盖率", "配置率"]);
    for style in &styles {
        let labels: Vec<String> = classes.iter().map(|class| format!("{}%", class.label)).collect();
        let legend: Vec<&str> = style.rules.iter().map(|rule| rule.label.as_str()).collect();
        assert_eq!(legend[..labels.len()], labels);
        assert_eq!(legend[labels.len()..], ["不适用（—）"]);
    }
    let filters: Vec<String> = styles[0].rules.iter().map(|rule| expression::filter(&rule.filter)).collect();
    let last = classes.len() - 1;
    assert_eq!(filters[0], format!("\"rate_5min\" < {}", classes[0].to / 100.0));
    assert_eq!(filters[last], format!("\"rate_5min\" >= {}", classes[last].from / 100.0));
    assert_eq!(filters[last + 1], "\"rate_5min\" IS NULL");
}

/// Every facility is drawn once: by its category and status, where it has a category.
#[test]
fn facilities_are_told_apart_by_category_and_status() {
    let report = report();
    let service = &report.services[0];
    let style = facilities::style(service, Words::of_tag("zh-CN"));
    let filters: Vec<String> = style.rules.iter().map(|rule| expression::filter(&rule.filter)).collect();
    let hostile = r#"'''"</rule><script>alert(1)</script>]]> OR 1=1 --\\\n"#.to_owned() + "\0👶'";
    assert_eq!(
        filters,
        [
            format!("\"category\" = {hostile} AND \"status\" = '现状'"),
            "\"category\" = '托班' AND \"status\" = '现状'".to_owned(),
            format!("\"category\" = {hostile} AND \"status\" = '规划'"),
            "\"status\" = '关闭'".to_owned(),
        ]
    );
    let mut without = service.clone();
    without.facilities[0].category = None;
    let style = facilities::style(&without, Words::of_tag("zh-CN"));
    assert_eq!(style.rules[2].label, "未分类");
}

#[test]
fn a_label_says_a_rate_as_the_tables_do() {
    let all = all(&fixture::report("zh-CN"));
    let label = |name: &str| {
        let (_, style, ..) = all.iter().find(|(layer, ..)| layer == name).unwrap();
        expression::label(style.label.as_ref().unwrap())
    };
    insta::assert_snapshot!(label("townships"), @r#"coalesce("name", '') || coalesce('\n' || format_number(floor("rate_5min" * 1000 + 0.500001) / 10, 1) || '%', '')"#);
    insta::assert_snapshot!(label("plan_gaps"), @r#"coalesce("name", '') || CASE WHEN "places_short" > 0 THEN '\n缺' || to_string(round("places_short", 2)) || '个托位' ELSE '' END"#);
    insta::assert_snapshot!(label("facilities"), @r#"coalesce("name", '')"#);
}

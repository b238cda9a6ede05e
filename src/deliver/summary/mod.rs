//! The short table for the terminal.

mod assessment;
mod layout;

use self::layout::{Layout, aligned, shortened};
use super::columns::Columns;
use super::printable::for_terminal;
use super::rounding::Fixed;
use super::words::{Counted, Words, amount, hectares};
use crate::messages::Language;
use crate::note::Severity;
use crate::project::ConfigurationLand;
use crate::report::{Report, Row, ServiceReport};

/// Names of townships wider than this are cut, so that the table fits a terminal.
const WIDEST_NAME: usize = 20;

/// The table of each service with a row a township and one for the county, below it the headline figures, the
/// indicators of each standard against their targets, and the stages of the plan; in the language of the terminal,
/// but for the names of indicators and stages, which are in the project's. Aligned for a font in which a Chinese character is as wide as two letters.
pub fn summary(report: &Report, language: Language) -> String {
    let words = Words(language);
    let mut out = String::new();
    for service in &report.services {
        out.push_str(&title(service, words));
        out.push('\n');
        out.push_str(&table(service, words));
        for line in headlines(service, report.method.configuration_land, words) {
            out.push_str(&line);
            out.push('\n');
        }
        for block in assessment::blocks(service, words) {
            out.push('\n');
            out.push_str(&block);
        }
        out.push('\n');
    }
    let count = |severity| report.notes.iter().filter(|n| n.severity == severity).count();
    out.push_str(&words.filled(
        "words.summary.notes",
        &[
            ("errors", &count(Severity::Error)),
            ("warnings", &count(Severity::Warning)),
            ("remarks", &count(Severity::Info)),
        ],
    ));
    out.push('\n');
    out
}

/// The service and its circles, which are circles and not roads.
fn title(service: &ServiceReport, words: Words) -> String {
    let circles: Vec<String> = service
        .circles
        .iter()
        .map(|c| {
            words.filled("words.summary.circle", &[("minutes", &c.minutes), ("radius", &amount(c.radius_m))])
        })
        .collect();
    words.filled(
        "words.summary.title",
        &[
            ("service", &for_terminal(&service.name)),
            ("circles", &circles.join(&words.label("words.list-separator"))),
        ],
    )
}

fn table(service: &ServiceReport, words: Words) -> String {
    let label = |key: &str| words.label(&format!("words.summary.{key}"));
    let mut header = vec![label("township"), label("residential")];
    for circle in &service.circles {
        header.push(words.filled("words.summary.coverage", &[("minutes", &circle.minutes)]));
    }
    header.extend(["configuration", "facilities", "places", "places-short"].map(label));

    let columns = Columns::of(service);
    let cells = |index: usize, row: &Row, name: String| {
        let mut cells = vec![name, words.figure(columns.residential.get(index).copied().flatten())];
        let rates = row.coverage.iter().map(|c| c.rate).chain([row.configuration.rate]);
        cells.extend(rates.map(|rate| percent(rate, words)));
        cells.extend([
            row.facilities.count.to_string(),
            amount(row.facilities.places),
            words.amount(row.places_shortfall),
        ]);
        cells
    };
    let mut rows = vec![header];
    for (index, row) in service.townships.iter().enumerate() {
        let name = row
            .name
            .as_deref()
            .or(row.code.as_deref())
            .map_or_else(|| words.none(), |name| shortened(name, WIDEST_NAME));
        rows.push(cells(index, row, name));
    }
    rows.push(cells(service.townships.len(), &service.county, words.label("words.total")));
    aligned(&rows, Layout { to_the_left: 1, has_total: true })
}

/// A rate with its sign, or "—".
fn percent(rate: Option<f64>, words: Words) -> String {
    rate.map_or_else(|| words.none(), |_| format!("{}%", words.percent(rate)))
}

/// The lines below the table.
fn headlines(service: &ServiceReport, land: ConfigurationLand, words: Words) -> Vec<String> {
    let configuration = &service.county.configuration;
    let counted = Counted::by(configuration.rule);
    let figure = |value: f64| match counted {
        Counted::Land => Fixed::of(hectares(value), 2).to_string(),
        _ => amount(value),
    };
    let mut lines = vec![words.filled(
        &match land {
            ConfigurationLand::Urban => format!("words.summary.configured-urban-{}", counted.key()),
            ConfigurationLand::All => format!("words.summary.configured-{}", counted.key()),
        },
        &[
            ("rate", &percent(configuration.rate, words)),
            ("configured", &figure(configuration.configured)),
            ("all", &figure(configuration.units)),
            ("reading", &words.reading(configuration.rule)),
        ],
    )];
    let all = service.plan.as_ref().and_then(|p| p.county.iter().find(|r| r.category.is_none()));
    if let Some(all) = all {
        lines.push(words.filled(
            "words.summary.plan",
            &[
                ("shortfall", &words.amount(all.shortfall.places)),
                ("net", &words.amount(all.net.places)),
                ("planned", &words.amount(all.planned.places)),
                ("existing", &words.amount(all.existing.places)),
            ],
        ));
    }
    if service.outside.parcels > 0 {
        lines.push(words.filled(
            "words.summary.outside",
            &[
                ("parcels", &service.outside.parcels),
                ("area", &Fixed::of(hectares(service.outside.residential_area_m2), 2)),
            ],
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::super::fixture;
    use super::*;
    use crate::report::IndicatorTarget;

    #[test]
    fn the_table_in_both_languages() {
        let report = fixture::report("zh-CN");
        insta::assert_snapshot!(summary(&report, Language::ZhCn), @"
        托育服务（服务半径（直线）口径：5分钟＝300米，15分钟＝1000米）
        乡镇（街道）       居住用地(公顷)  5分钟覆盖率  15分钟覆盖率  配置率  设施  托位  托位缺口
        ------------------------------------------------------------------------------------------
        羽林街道                   100.00        50.0%         90.0%   70.0%     5  40.5      39.5
        小将镇                      23.46        10.0%         32.2%    0.0%     1    20         0
        =cmd|'/c calc'!A0            0.00            —             —       —     0     0         —
        ------------------------------------------------------------------------------------------
        合计                       123.46        42.4%         79.0%   53.8%     6  60.5      39.5
        配置率 53.8%：共 13 个小区，已配置 7 个（口径：小区任一部分在服务半径内）
        托位：规划 90 个，现状 60.5 个，缺口合计 39.5 个（富余不抵扣），净缺口 29.5 个
        另有 2 个地块、1.23 公顷居住用地不在任何乡镇（街道）内，未计入上表

        新昌县托育服务规划
          生活圈要求：✓ 符合 1 项，✗ 不符合 0 项，? 无法判定或不适用 1 项
          2024 年目标：✓ 达标 1 项，✗ 未达标 0 项，? 无法判定或不适用 0 项
          2027 年目标：✓ 达标 0 项，✗ 未达标 1 项，? 无法判定或不适用 0 项
          规定：✓ 符合 0 项，✗ 不符合 1 项，? 无法判定或不适用 2 项
        序号  指标                                               现状值      2024年目标  2027年目标
        -------------------------------------------------------------------------------------------
        1     千人托位数                                   4.90 个/千人         ≥4.54 ✓      ≥5.5 ✗
        6     城镇5分钟社区生活圈托育服务设施配置率               53.8%           ≥40 ✓    ≥53.85 ✗
        7     托育服务价格与居民人均可支配收入之比                40.0%           ≤40 ✓       ≤35 ✗
        12    常住人口5万人以上乡镇（街道）县级公办示范…         不适用           ≥80 ?      ≥100 ?
        15    筛查率                                      93.0%（填报）           ≥93 ✓       ≥95 ✗
        16    =知晓率                                            未计算           ≥85 ?       ≥90 ?
        17    托育机构云监管覆盖率                                50.0%  (100.0) ≥100 ✓      ≥100 ✗
        20    没有目标的指标                                      75.0%               —           —

        阶段                    设施  托位  托位缺口  5分钟覆盖率  15分钟覆盖率  配置率
        -------------------------------------------------------------------------------
        现状                       6  60.5      39.5        42.4%         79.0%   53.8%
        现状＋规划（至2027年）     7  90.5      39.5        50.5%         87.1%   61.5%

        数据检查：错误 0 条，警告 1 条，说明 2 条
        ");
        insta::assert_snapshot!(summary(&report, Language::En), @"
        托育服务 (straight-line service radius: 5 min = 300 m, 15 min = 1000 m)
        Township           Residential ha  5 min  15 min  Configured  Facilities  Places  Places short
        ----------------------------------------------------------------------------------------------
        羽林街道                   100.00  50.0%   90.0%       70.0%           5    40.5          39.5
        小将镇                      23.46  10.0%   32.2%        0.0%           1      20             0
        =cmd|'/c calc'!A0            0.00      —       —           —           0       0             —
        ----------------------------------------------------------------------------------------------
        Total                      123.46  42.4%   79.0%       53.8%           6    60.5          39.5
        configuration rate 53.8%: 7 of 13 quarters (reading: quarters with any part within the radius)
        places: 90 planned, 60.5 existing, shortfall 39.5 (surpluses not netted), net 29.5
        besides: parcels in no township, not counted above: 2, 1.23 ha

        新昌县托育服务规划
          circle requirements: ✓ kept 1, ✗ not kept 0, ? open 1
          targets of 2024: ✓ met 1, ✗ missed 0, ? open 0
          targets of 2027: ✓ met 0, ✗ missed 1, ? open 0
          rules: ✓ kept 0, ✗ not kept 1, ? open 2
        No.  Indicator                                              Value     Target 2024  Target 2027
        ----------------------------------------------------------------------------------------------
        1    千人托位数                                      4.90 个/千人         ≥4.54 ✓       ≥5.5 ✗
        6    城镇5分钟社区生活圈托育服务设施配置率                  53.8%           ≥40 ✓     ≥53.85 ✗
        7    托育服务价格与居民人均可支配收入之比                   40.0%           ≤40 ✓        ≤35 ✗
        12   常住人口5万人以上乡镇（街道）县级公办示范…    not applicable           ≥80 ?       ≥100 ?
        15   筛查率                                      93.0% (reported)           ≥93 ✓        ≥95 ✗
        16   =知晓率                                         not computed           ≥85 ?        ≥90 ?
        17   托育机构云监管覆盖率                                   50.0%  (100.0) ≥100 ✓       ≥100 ✗
        20   没有目标的指标                                         75.0%               —            —

        Stage                   Facilities  Places  Places short  5 min  15 min  Configured
        -----------------------------------------------------------------------------------
        现状                             6    60.5          39.5  42.4%   79.0%       53.8%
        现状＋规划（至2027年）           7    90.5          39.5  50.5%   87.1%       61.5%

        data check: errors 0, warnings 1, notes 2
        ");
    }

    /// Twelve townships with Chinese names, large figures and two circles, in a terminal of 100 columns.
    #[test]
    fn the_table_fits_a_terminal_and_is_aligned() {
        let mut report = fixture::report("zh-CN");
        let service = &mut report.services[0];
        service.townships = vec![service.townships[0].clone(); 12];
        for row in &mut service.townships {
            row.name = Some("新昌高新技术产业园区管理委员会".to_owned());
            row.residential_area_m2 = 123_456_789.0;
        }
        for language in [Language::ZhCn, Language::En] {
            let text = summary(&report, language);
            let lines: Vec<&str> = text.lines().skip(1).take(16).collect();
            assert!(lines.iter().all(|l| l.width() == lines[0].width()), "{text}");
            assert!(lines[0].width() <= 100, "{text}");
        }
    }

    /// Indicators and stages with long names and units, and three target years, in a terminal of 100 columns.
    #[test]
    fn the_assessment_fits_a_terminal_and_is_aligned() {
        let mut report = fixture::report("zh-CN");
        let service = &mut report.services[0];
        for indicator in &mut service.indicators {
            indicator.unit = "places per 1000 children under three".to_owned();
            let last = indicator.targets.last().cloned();
            indicator.targets.extend(last.map(|target| IndicatorTarget { year: 2035, ..target }));
        }
        for language in [Language::ZhCn, Language::En] {
            for block in assessment::blocks(&report.services[0], Words(language)) {
                let lines: Vec<&str> = block.lines().collect();
                let rule =
                    lines.iter().position(|line| line.starts_with("---")).expect("a line below the heading");
                let table = &lines[rule - 1..];
                assert!(table.iter().all(|l| l.width() == table[0].width()), "{block}");
                assert!(lines.iter().all(|l| l.width() <= 100), "{block}");
            }
        }
    }

    /// Without standards and stages the summary is as short as it was.
    #[test]
    fn nothing_assessed_adds_no_line() {
        let mut report = fixture::report("zh-CN");
        let service = &mut report.services[0];
        let all = assessment::blocks(service, Words(Language::En)).len();
        service.standards.clear();
        service.stages.truncate(1);
        assert_eq!((all, assessment::blocks(service, Words(Language::En)).len()), (2, 0));
    }
}

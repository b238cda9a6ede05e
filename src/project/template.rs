//! What `lifecircle init` writes: a commented project file, and empty tables to fill in.

use crate::messages::Language;

/// The name under which the project file of [`template`] looks for its layout plan: write
/// [`plan_template`] to this file, beside the project file.
pub const PLAN_TEMPLATE_FILE: &str = "plan.csv";

/// The name under which the project file of [`template`] looks for its table of reported values, once that setting
/// is in use: write [`reported_template`] to this file, beside the project file.
pub const REPORTED_TEMPLATE_FILE: &str = "reported.csv";

/// A project file with a comment on every key.
///
/// It names `residential.geojson`, `townships.geojson`, `facilities.geojson` and [`PLAN_TEMPLATE_FILE`] beside
/// it, and loads once they are there. A setting that is left at its default stands behind a bare `#`
/// (`#year = 2025`); prose stands behind `# ` with a space.
pub fn template(language: Language) -> String {
    match language {
        Language::ZhCn => include_str!("template.zh-CN.toml"),
        Language::En => include_str!("template.en.toml"),
    }
    .to_owned()
}

/// An empty layout plan as CSV, with the two header rows of the planning table (规划引导一览表): one row a
/// township is to be written below them.
///
/// UTF-8 with a byte order mark and CRLF line ends: Excel then opens it with its Chinese intact.
pub fn plan_template(language: Language) -> String {
    let [group, unit] = match language {
        Language::ZhCn => [
            "乡镇（街道）名称,预期总托位数,专业托育机构,,幼儿园托班,,婴幼儿服务驿站,",
            ",,数量（家）,托位数（个）,数量（所）,托位数（个）,数量（个）,托位数（个）",
        ],
        Language::En => [
            "Township,Expected places,Professional institution,,Kindergarten nursery class,,Infant service station,",
            ",,Count,Places,Count,Places,Count,Places",
        ],
    };
    format!("\u{feff}{group}\r\n{unit}\r\n")
}

/// An empty table of reported values as CSV: the indicators of `xinchang-2024` that no layer gives, and the base figure
/// that one of them is divided by. A value not filled in counts as not reported.
///
/// UTF-8 with a byte order mark and CRLF line ends, as [`plan_template`].
pub fn reported_template(language: Language) -> String {
    let rows = match language {
        Language::ZhCn => ["指标,年份,数值,来源", "筛查率,,,", "知晓率,,,", "人均可支配收入,,,"],
        Language::En => {
            ["indicator,year,value,source", "screening-rate,,,", "knowledge-rate,,,", "disposable_income,,,"]
        }
    };
    format!("\u{feff}{}\r\n", rows.join("\r\n"))
}

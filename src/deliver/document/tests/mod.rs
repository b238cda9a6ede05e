//! What the document says; what its parts hold is in [`parts`], what single sentences say in [`sentences`].

mod parts;
mod sentences;

use super::super::fixture;
use super::draft::Span;
use super::*;

/// The document in words: a line a block, tables by their columns and rows.
fn told(report: &Report, print: &PrintSpec) -> String {
    let words = Words::of_tag(report.project.language);
    let list = [Some("report.xlsx".to_owned())];
    let line = |block: &Block| match block {
        Block::Title(text) => format!("= {text}"),
        Block::Byline(text) => format!("~ {text}"),
        Block::Heading { level, text } => format!("{} {text}", "#".repeat(*level)),
        Block::Paragraph(spans) => spans
            .iter()
            .map(|span| match span {
                Span::Text(text) => text.clone(),
                Span::Table(number) => format!("[{number}]"),
            })
            .collect(),
        Block::Table(caption, grid, remarks) => {
            let columns: Vec<&str> = grid.columns.iter().map(|column| column.heading.as_str()).collect();
            let (rows, remarks) = (grid.rows.len(), remarks.join(" / "));
            format!("[{}] {}: {} × {rows} {remarks}", caption.number, caption.text, columns.join(" | "))
        }
        Block::Figure(caption, _) => format!("({}) {}", caption.number, caption.text),
    };
    let blocks = drafted(report, print, &[], &list, words);
    let lines: Vec<String> = blocks.iter().map(|block| line(block).trim_end().to_owned()).collect();
    lines.join("\n")
}

/// A date, a source of the data and the mark of a draft.
fn print() -> PrintSpec {
    PrintSpec {
        date: Some(Date { year: 2025, month: 12, day: 31 }),
        data_source: Some("第三次国土调查".to_owned()),
        draft: Some("征求意见稿".to_owned()),
        ..PrintSpec::default()
    }
}

#[test]
fn the_document_in_chinese() {
    insta::assert_snapshot!(told(&fixture::report("zh-CN"), &print()), @r#"
    = 新昌评估报告
    ~ （征求意见稿）
    ~ 2025年12月31日
    ~
    # 一、总体结论
    本报告以2025年现状数据为依据，评估托育服务设施的步行服务覆盖情况。评估范围涉及3个乡镇（街道），居住用地共123.46公顷。居住用地上居住人口12346人。另有2个居住地块的1.23公顷居住用地不在任何乡镇（街道）内，未计入本报告的各项数字。
    现有托育服务设施6处、托位60.5个。其中=专业托育机构2处、托位0个；托班4处、托位60.5个。
    5分钟生活圈（直线半径300米）覆盖居住用地52.35公顷，覆盖率42.4%，尚有71.11公顷未覆盖。其中城镇居住用地覆盖率42.4%，农村居住用地覆盖率42.4%。15分钟生活圈（直线半径1000米）覆盖居住用地97.54公顷，覆盖率79.0%，尚有25.92公顷未覆盖。其中城镇居住用地覆盖率79.0%，农村居住用地覆盖率79.0%。
    配置率为53.8%，13个小区中已配置7个；口径为小区任一部分在服务半径内（计全部住宅）。对照新昌县托育服务规划，2024年目标≥40%，达标；2027年目标≥53.85%，未达标。
    对照2025年布点规划，规划托位90个，现状60.5个，缺口合计39.5个（逐乡镇、逐类别计，富余不抵扣），净缺口29.5个（相互抵扣后）。托位缺口均在羽林街道（39.5个）。
    至2027年规划设施投用后，有设施7处，托位90.5个，5分钟覆盖率50.5%，15分钟覆盖率87.1%，配置率61.5%，对照布点规划托位缺口39.5个。
    对照新昌县托育服务规划，生活圈要求2项（符合1项、无法判定1项）；2024年目标1项（达标1项）；2027年目标1项（未达标1项）；规定3项（不符合1项、无法判定1项、不适用1项）。
    # 二、各乡镇（街道）服务覆盖情况
    各乡镇（街道）的居住用地、覆盖率、配置率和设施详见[1]。
    [1] 各乡镇（街道）托育服务覆盖率一览表: 乡镇（街道） | 居住用地（公顷） | 5分钟覆盖面积（公顷） | 5分钟覆盖率（%） | 15分钟覆盖面积（公顷） | 15分钟覆盖率（%） | 已配置小区（个） | 小区总数（个） | 配置率（%） | 设施数量（处） | 托位数（个） × 4 服务半径（直线）口径：5分钟＝300米，15分钟＝1000米；配置率口径：小区任一部分在服务半径内（计全部住宅）；“—”表示不适用
    ## （一）羽林街道
    居住用地100.00公顷，其中5分钟覆盖50.00公顷，占50.0%；15分钟覆盖90.00公顷，占90.0%。配置率70.0%，10个小区中已配置7个。现有设施5处、托位40.5个。其中=专业托育机构2处、托位0个；托班3处、托位40.5个。
    对照2025年布点规划，托班缺1处、托位39.5个。对照2027年布点规划，托班缺1处、托位39.5个。
    未覆盖居住用地：5分钟50.00公顷，15分钟10.00公顷。5分钟未覆盖面积最大的地块是锦绣嘉园，未覆盖5000平方米，最近设施小太阳距地块最近边缘直线412米。
    ## （二）小将镇
    居住用地23.46公顷，其中5分钟覆盖2.35公顷，占10.0%；15分钟覆盖7.54公顷，占32.2%。配置率0.0%，3个小区中已配置0个。现有设施1处、托位20个。其中托班1处、托位20个。
    对照2025年布点规划，各类设施均已达到规划数。对照2027年布点规划，各类设施均已达到规划数。
    未覆盖居住用地：5分钟21.11公顷，15分钟15.92公顷。
    ## （三）=cmd|'/c calc'!A0
    没有居住用地。没有现状设施。
    2025年布点规划没有该乡镇（街道）的数字。2027年布点规划没有该乡镇（街道）的数字。
    # 三、布点规划缺口
    ## （一）对照2025年布点规划
    对照2025年布点规划，规划托位90个，现状60.5个，缺口合计39.5个（逐乡镇、逐类别计，富余不抵扣），净缺口29.5个（相互抵扣后）。分类别看（逐乡镇计，富余不抵扣），托班缺1处、托位39.5个。托位缺口均在羽林街道（39.5个）。详见[2]。
    [2] 托育服务规划缺口表（2025年规划）: 乡镇（街道） | 设施类别 | 规划数量（处） | 现状数量（处） | 数量缺口（处） | 数量完成率（%） | 规划托位数（个） | 现状托位数（个） | 托位缺口（个） | 托位完成率（%） × 4 缺口＝规划数－现状数，正数为不足，负数为富余；合计行的缺口为净缺口，乡镇之间、类别之间相互抵扣，故小于正文的缺口合计或与其相等；“—”表示不适用
    ## （二）对照2027年布点规划
    对照2027年布点规划，规划托位90个，现状60.5个，缺口合计39.5个（逐乡镇、逐类别计，富余不抵扣），净缺口29.5个（相互抵扣后）。分类别看（逐乡镇计，富余不抵扣），托班缺1处、托位39.5个。托位缺口均在羽林街道（39.5个）。详见[3]。
    [3] 托育服务规划缺口表（2027年规划）: 乡镇（街道） | 设施类别 | 规划数量（处） | 现状数量（处） | 数量缺口（处） | 数量完成率（%） | 规划托位数（个） | 现状托位数（个） | 托位缺口（个） | 托位完成率（%） × 4 缺口＝规划数－现状数，正数为不足，负数为富余；合计行的缺口为净缺口，乡镇之间、类别之间相互抵扣，故小于正文的缺口合计或与其相等；“—”表示不适用
    # 四、未覆盖居住用地
    5分钟生活圈未覆盖居住用地71.11公顷，面积较大的是羽林街道（50.00公顷）、小将镇（21.11公顷）。15分钟生活圈未覆盖居住用地25.92公顷，面积较大的是小将镇（15.92公顷）、羽林街道（10.00公顷）。详见[4]。
    [4] 托育服务未覆盖居住用地（按乡镇、街道）: 乡镇（街道） | 居住用地（公顷） | 5分钟未覆盖（公顷） | 15分钟未覆盖（公顷） × 4
    共有2个居住地块未被至少一个服务圈完整覆盖。详见[5]。
    [5] 托育服务未覆盖居住地块: 居住地块名称 | 乡镇（街道） | 地块面积（平方米） | 5分钟未覆盖面积（平方米） | 15分钟未覆盖面积（平方米） | 最近设施 | 最近设施直线距离（米） × 2 最近设施直线距离自地块最近边缘量起
    # 五、评估指标
    ## （一）新昌县托育服务规划
    该标准的条款中，生活圈要求2项（符合1项、无法判定1项）；2024年目标1项（达标1项）；2027年目标1项（未达标1项）；规定3项（不符合1项、无法判定1项、不适用1项）。
    未达到2027年目标的指标：千人托位数不低于 4.54 个/千人。
    不符合的规定：=新建居住区按每千人不少于10个托位配建（@"新城" +3 个托位）。
    无法判定：5分钟生活圈人口规模 5000–12000 人（没有生活圈图层）；各乡镇（街道）托位数达到规划数（2025年）（规划表中没有对应数字）。
    [6] 托育服务指标达成表（新昌县托育服务规划）: 序号 | 指标名称 | 单位 | 指标值 | 取值方式 | 目标年份 | 目标值 | 考核值 | 分子 | 分母 | 是否达标 | 达标所需 × 15 考核值为按目标年口径与目标值比较的数值，由分子÷分母并按单位换算得出；达标按未取整的数值判定；“—”表示不适用或没有数值 / 指标17各目标年的口径不同：分子 ÷ 分母
    # 六、方法与数据
    ## （一）计算口径
    各项数字的计算口径详见[7]。
    [7] 参数与口径说明: 项目 | 参数或口径 × 20
    ## （二）数据来源
    数据来源：第三次国土调查。
    # 七、说明事项
    数据检查发现错误0条、警告1条、说明2条，问题、处理方式与建议详见[8]。
    [8] 数据检查说明: 级别 | 图层 | 发现的问题 × 3
    "#);
}

#[test]
fn the_document_in_english() {
    insta::assert_snapshot!(told(&fixture::report("en"), &PrintSpec::default()), @r#"
    = 新昌: assessment report
    ~
    # 1 Conclusions
    This report assesses whom the facilities of 托育服务 reach on foot. Its data are those of 2025. The area of study has 3 townships with 123.46 ha of residential land. The residents on that land number 12346. A further 1.23 ha of residential land (2 parcels) lie in no township and are left out of all figures of this report.
    托育服务 has 6 facilities with 60.5 places at present. By category, =专业托育机构 has 2 facilities with 0 places; 托班 has 4 facilities with 60.5 places.
    The 5-minute circle (straight-line radius 300 m) covers 52.35 ha of residential land, a coverage rate of 42.4%; 71.11 ha are not covered. The rate is 42.4% for urban and 42.4% for rural residential land. The 15-minute circle (straight-line radius 1000 m) covers 97.54 ha of residential land, a coverage rate of 79.0%; 25.92 ha are not covered. The rate is 79.0% for urban and 79.0% for rural residential land.
    The configuration rate is 53.8%, 7 of 13 quarters; reading: quarters with any part within the radius (all homes). Targets of 新昌县托育服务规划: ≥40% by 2024, met; ≥53.85% by 2027, missed.
    Against the layout plan of 2025, 90 places are planned and 60.5 exist. The shortfall is 39.5, counted by township and category (no surplus fills a gap); netted over all of them there is a gap of 29.5. All places short are in 羽林街道 (39.5).
    With the sites that are planned to open by 2027 there would be 7 facilities, 90.5 places, a 5-minute coverage rate of 50.5%, a 15-minute coverage rate of 87.1%, a configuration rate of 61.5%, a shortfall of 39.5 places against the layout plan.
    新昌县托育服务规划 has 2 circle requirements (1 kept, 1 not testable); 1 target of 2024 (1 met); 1 target of 2027 (1 missed); 3 rules (1 not kept, 1 not testable, 1 not applicable).
    # 2 Coverage by township
    A table gives the residential land, coverage, configuration rate and facilities of each township. See [1].
    [1] 托育服务: coverage by township: Township | Residential land (ha) | Covered, 5 min (ha) | Rate, 5 min (%) | Covered, 15 min (ha) | Rate, 15 min (%) | Quarters configured | Quarters in all | Configured (%) | Facilities | Places × 4 straight-line service radius: 5 min = 300 m, 15 min = 1000 m; configuration rate: quarters with any part within the radius (all homes); “—”: not applicable
    ## 2.1 羽林街道
    There are 100.00 ha of residential land; the 5-minute circle covers 50.00 ha (50.0%); the 15-minute circle covers 90.00 ha (90.0%). The configuration rate is 70.0%, 7 of 10 quarters. At present the township has 5 facilities with 40.5 places. By category, =专业托育机构 has 2 facilities with 0 places; 托班 has 3 facilities with 40.5 places.
    Against the layout plan of 2025, 托班 lacks 1 facility, 39.5 places. Against the layout plan of 2027, 托班 lacks 1 facility, 39.5 places.
    Of the residential land, 50.00 ha lie outside the 5-minute circle, 10.00 ha lie outside the 15-minute circle. The parcel with most land outside the 5-minute circle is 锦绣嘉园, with 5000 m² outside; the nearest facility, 小太阳, is 412 m in a straight line from the nearest edge of the parcel.
    ## 2.2 小将镇
    There are 23.46 ha of residential land; the 5-minute circle covers 2.35 ha (10.0%); the 15-minute circle covers 7.54 ha (32.2%). The configuration rate is 0.0%, 0 of 3 quarters. At present the township has 1 facility with 20 places. By category, 托班 has 1 facility with 20 places.
    Against the layout plan of 2025, nothing is short in any category. Against the layout plan of 2027, nothing is short in any category.
    Of the residential land, 21.11 ha lie outside the 5-minute circle, 15.92 ha lie outside the 15-minute circle.
    ## 2.3 =cmd|'/c calc'!A0
    There is no residential land. There are no facilities at present.
    For this township the layout plan of 2025 has no figures. For this township the layout plan of 2027 has no figures.
    # 3 Gaps against the layout plan
    ## 3.1 Layout plan of 2025
    Against the layout plan of 2025, 90 places are planned and 60.5 exist. The shortfall is 39.5, counted by township and category (no surplus fills a gap); netted over all of them there is a gap of 29.5. By category, counted by township (no surplus fills a gap), 托班 lacks 1 facility, 39.5 places. All places short are in 羽林街道 (39.5). See [2].
    [2] 托育服务: gaps against the layout plan of 2025: Township | Category | Facilities planned | Facilities existing | Facilities gap | Facilities completion (%) | Places planned | Places existing | Places gap | Places completion (%) × 4 gap = planned − existing, negative is a surplus; in the total rows the gap is the net one, townships and categories offsetting each other, so it is never more than the shortfall of the text; “—”: not applicable
    ## 3.2 Layout plan of 2027
    Against the layout plan of 2027, 90 places are planned and 60.5 exist. The shortfall is 39.5, counted by township and category (no surplus fills a gap); netted over all of them there is a gap of 29.5. By category, counted by township (no surplus fills a gap), 托班 lacks 1 facility, 39.5 places. All places short are in 羽林街道 (39.5). See [3].
    [3] 托育服务: gaps against the layout plan of 2027: Township | Category | Facilities planned | Facilities existing | Facilities gap | Facilities completion (%) | Places planned | Places existing | Places gap | Places completion (%) × 4 gap = planned − existing, negative is a surplus; in the total rows the gap is the net one, townships and categories offsetting each other, so it is never more than the shortfall of the text; “—”: not applicable
    # 4 Residential land not covered
    The 5-minute circle leaves out 71.11 ha of residential land, most of all in 羽林街道 (50.00 ha), 小将镇 (21.11 ha). The 15-minute circle leaves out 25.92 ha of residential land, most of all in 小将镇 (15.92 ha), 羽林街道 (10.00 ha). See [4].
    [4] 托育服务: residential land not covered, by township: Township | Residential land (ha) | Not covered, 5 min (ha) | Not covered, 15 min (ha) × 4
    At least one circle leaves out all or part of 2 parcels. See [5].
    [5] 托育服务: residential parcels not covered: Residential parcel | Township | Parcel area (m²) | Not covered, 5 min (m²) | Not covered, 15 min (m²) | Nearest facility | Straight-line distance to the nearest facility (m) × 2 straight-line distances are from the nearest edge of the parcel
    # 5 Standards and indicators
    ## 5.1 新昌县托育服务规划
    The standard has 2 circle requirements (1 kept, 1 not testable); 1 target of 2024 (1 met); 1 target of 2027 (1 missed); 3 rules (1 not kept, 1 not testable, 1 not applicable).
    Targets of 2027 that are missed: 千人托位数不低于 4.54 个/千人.
    Requirements that are not kept: =新建居住区按每千人不少于10个托位配建 (@"新城" +3 个托位).
    Clauses that are not testable: 5分钟生活圈人口规模 5000–12000 人 (没有生活圈图层); 各乡镇（街道）托位数达到规划数 (2025) (规划表中没有对应数字).
    [6] 托育服务: indicators against their targets (新昌县托育服务规划): No. | Indicator | Unit | Value | How obtained | Target year | Target | Value compared | Numerator | Denominator | Met | What would meet it × 15 the value compared is the one that the standard measures for the year of the target: numerator ÷ denominator, in the unit; whether a target is met is decided before rounding; “—”: not applicable, or no value / indicator 17 counts different things for different years: 分子 ÷ 分母
    # 6 Method and data
    ## 6.1 Method
    The figures were made as follows. See [7].
    [7] Parameters and method: Item | Parameter or method × 20
    # 7 Notes on the data
    The check of the data found 0 errors, 1 warning and 2 notes. What was found, what was done and what to do is listed below. See [8].
    [8] Notes on the data: Severity | Layer | What was found × 3
    "#);
}

/// Nothing to assess by, no plan, no township, no land, no facility: what is left is right, and numbered without gaps.
#[test]
fn what_is_not_there_is_not_told() {
    let mut report = fixture::report("zh-CN");
    report.notes.clear();
    report.project.name = "年度评估报告".to_owned();
    let service = &mut report.services[0];
    service.plan = None;
    service.further_plans.clear();
    service.standards.clear();
    service.indicators.clear();
    service.checklist.clear();
    service.stages.truncate(1);
    service.townships.clear();
    service.uncovered.clear();
    service.outside.parcels = 0;
    let county = &mut service.county;
    (county.residential_area_m2, county.population) = (0.0, None);
    county.coverage.iter_mut().for_each(|entry| (entry.area_m2, entry.rate) = (0.0, None));
    (county.configuration.units, county.configuration.rate) = (0.0, None);
    (county.facilities.count, county.facilities.places) = (0, 0.0);
    county.facilities.by_category.iter_mut().for_each(|kind| (kind.count, kind.places) = (0, 0.0));
    insta::assert_snapshot!(told(&report, &PrintSpec::default()), @r#"
    = 年度评估报告
    ~
    # 一、总体结论
    本报告以2025年现状数据为依据，评估托育服务设施的步行服务覆盖情况。评估范围内没有居住用地，不计算覆盖率。
    评估范围内没有现状托育服务设施。
    没有可计入配置率的对象，配置率不适用；口径为小区任一部分在服务半径内（计全部住宅）。
    # 二、服务覆盖情况
    居住用地、覆盖率、配置率和设施详见[1]。
    [1] 托育服务覆盖率一览表: 乡镇（街道） | 居住用地（公顷） | 5分钟覆盖面积（公顷） | 15分钟覆盖面积（公顷） | 已配置小区（个） | 小区总数（个） | 设施数量（处） | 托位数（个） × 1 服务半径（直线）口径：5分钟＝300米，15分钟＝1000米；配置率口径：小区任一部分在服务半径内（计全部住宅）；“—”表示不适用
    # 三、方法与数据
    ## （一）计算口径
    各项数字的计算口径详见[2]。
    [2] 参数与口径说明: 项目 | 参数或口径 × 18
    "#);
}

/// Clinics have no places: nobody's "0 places" are told. Each service has its headings.
#[test]
fn several_services_are_told_apart() {
    let mut report = fixture::report("en");
    let mut clinic = report.services[0].clone();
    (clinic.id, clinic.name, clinic.plan) = ("clinic".to_owned(), "Clinics".to_owned(), None);
    clinic.standards.clear();
    clinic.checklist.clear();
    clinic.indicators.clear();
    for row in clinic.townships.iter_mut().chain([&mut clinic.county]) {
        row.facilities.places = 0.0;
    }
    report.services.push(clinic);
    let told = told(&report, &PrintSpec::default());
    let headings: Vec<&str> = told.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings[..3], ["# 1 Conclusions", "## 1.1 托育服务", "## 1.2 Clinics"]);
    assert!(headings.contains(&"### 2.2.1 羽林街道"), "{headings:?}");
    assert!(headings.contains(&"## 4.2 Clinics") && !headings.contains(&"## 3.2 Clinics"), "{headings:?}");
    assert!(
        told.contains("\nClinics has 6 facilities at present. By category, =专业托育机构 has 2 facilities; ")
    );
    assert!(told.contains("托育服务 has 6 facilities with 60.5 places at present."));
}

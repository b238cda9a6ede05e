//! The tables of the fixture, whole.

use super::super::fixture;
use super::*;
use crate::report::StandardInfo;

fn text(table: &Table, words: Words) -> String {
    let mut bytes = Vec::new();
    write_table(table, words, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The tables of the fixture of these names, with the bytes that one cannot see told apart. No cell is empty, and
/// what begins as a formula is a number.
fn told(language: &'static str, stems: &[&str]) -> String {
    let report = fixture::report(language);
    let words = Words::of_tag(language);
    let tables = tables::of_service(&report.services[0], &report, words);
    let mut all = String::new();
    for table in tables.iter().filter(|table| stems.contains(&table.name.as_str())) {
        let (stem, text) = (&table.name, text(table, words));
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        for cell in reader.records().flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            assert!(!cell.is_empty(), "{stem}");
            let is_formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(!is_formula || cell.parse::<f64>().is_ok(), "{stem}: {cell}");
        }
        all += &format!("[{stem}]\n{text}\n");
    }
    all.replace('\u{feff}', "").replace('\u{202e}', "<RLO>").replace("\r\n", "\n")
}

const FIGURES: [&str; 5] = ["townships", "plan_gap", "plan_gap_2027", "facilities", "uncovered"];
const INDICATORS: [&str; 2] = ["indicators", "indicators_by_township"];
const REVIEW: [&str; 2] = ["checklist", "rules"];
const STAGES: [&str; 2] = ["stages", "stage_indicators"];

#[test]
fn the_figures_in_chinese() {
    insta::assert_snapshot!(told("zh-CN", &FIGURES), @r#"
    [townships]
    乡镇（街道）代码,乡镇（街道）,居住用地面积（公顷）,居住人口（人）,户数（户）,5分钟覆盖居住用地面积（公顷）,5分钟覆盖率（%，直线半径300米）,5分钟未覆盖居住用地面积（公顷）,5分钟覆盖人口（人）,5分钟人口覆盖率（%）,5分钟覆盖户数（户）,5分钟户数覆盖率（%）,15分钟覆盖居住用地面积（公顷）,15分钟覆盖率（%，直线半径1000米）,15分钟未覆盖居住用地面积（公顷）,15分钟覆盖人口（人）,15分钟人口覆盖率（%）,15分钟覆盖户数（户）,15分钟户数覆盖率（%）,城镇居住用地面积（公顷）,城镇5分钟覆盖居住用地面积（公顷）,城镇5分钟覆盖率（%）,城镇15分钟覆盖居住用地面积（公顷）,城镇15分钟覆盖率（%）,农村居住用地面积（公顷）,农村5分钟覆盖居住用地面积（公顷）,农村5分钟覆盖率（%）,农村15分钟覆盖居住用地面积（公顷）,农村15分钟覆盖率（%）,已配置小区（个）,小区总数（个）,配置率（%，口径：小区任一部分在服务半径内）,设施数量（处）,托位数（个）,'=专业托育机构数量（处）,'=专业托育机构托位数（个）,托班数量（处）,托班托位数（个）,其他口径配置率（%，居住用地覆盖面积占比）
    330624001,羽林街道,100.00,10000,—,50.00,50.0,50.00,5000,50.0,—,—,90.00,90.0,10.00,9000,90.0,—,—,75.00,37.50,50.0,67.50,90.0,25.00,12.50,50.0,22.50,90.0,7,10,70.0,5,40.5,2,0,3,40.5,50.0
    330624107,小将镇,23.46,2346,—,2.35,10.0,21.11,235,10.0,—,—,7.54,32.2,15.92,754,32.2,—,—,17.59,1.76,10.0,5.66,32.2,5.86,0.59,10.0,1.89,32.2,0,3,0.0,1,20,0,0,1,20,10.0
    330624201,'=cmd|'/c calc'!A0,0.00,0,—,0.00,—,0.00,0,—,—,—,0.00,—,0.00,0,—,—,—,0.00,0.00,—,0.00,—,0.00,0.00,—,0.00,—,0,0,—,0,0,0,0,0,0,—
    —,合计,123.46,12346,—,52.35,42.4,71.11,5235,42.4,—,—,97.54,79.0,25.92,9754,79.0,—,—,92.59,39.26,42.4,73.16,79.0,30.86,13.09,42.4,24.39,79.0,7,13,53.8,6,60.5,2,0,4,60.5,42.4

    [plan_gap]
    乡镇（街道）代码,乡镇（街道）,设施类别,规划数量（处）,现状数量（处）,数量缺口（处，规划减现状，负数为富余，合计行为净缺口）,数量完成率（%）,规划托位数（个）,现状托位数（个）,托位缺口（个，规划减现状，负数为富余，合计行为净缺口）,托位完成率（%）,数量缺口合计（处，富余不抵扣）,托位缺口合计（个，富余不抵扣）
    330624001,羽林街道,托班,4,3,1,75.0,80,40.5,39.5,50.6,—,—
    —,小将镇,托班,—,1,—,—,10,20,-10,200.0,—,—
    —,合计,托班,4,4,0,100.0,90,60.5,29.5,67.2,1,39.5
    —,合计,各类合计,4,4,0,100.0,90,60.5,29.5,67.2,1,39.5

    [plan_gap_2027]
    乡镇（街道）代码,乡镇（街道）,设施类别,规划数量（处）,现状数量（处）,数量缺口（处，规划减现状，负数为富余，合计行为净缺口）,数量完成率（%）,规划托位数（个）,现状托位数（个）,托位缺口（个，规划减现状，负数为富余，合计行为净缺口）,托位完成率（%）,数量缺口合计（处，富余不抵扣）,托位缺口合计（个，富余不抵扣）
    330624001,羽林街道,托班,4,3,1,75.0,80,40.5,39.5,50.6,—,—
    —,小将镇,托班,—,1,—,—,10,20,-10,200.0,—,—
    —,合计,托班,4,4,0,100.0,90,60.5,29.5,67.2,1,39.5
    —,合计,各类合计,4,4,0,100.0,90,60.5,29.5,67.2,1,39.5

    [facilities]
    要素序号,编号,设施名称,设施类别,托位数（个）,状态,投用年份,办别,普惠,月收费,医育签约,乡镇（街道）代码,乡镇（街道）,经度（WGS84，度）,纬度（WGS84，度）,东坐标（米，EPSG:4549）,北坐标（米，EPSG:4549）
    1,F-1,'=cmd|'/c calc'!A0,托班,20,现状,—,—,—,1200.5,—,330624001,羽林街道,120.9000000,29.5000000,587271.519,3265026.815
    2,—,"""小太阳"", 👶<RLO>",—,—,规划,2027,'=公办,是,—,否,—,—,-0.1234568,29.5000000,1.000,2.000

    [uncovered]
    要素序号,编号,居住地块名称,乡镇（街道）代码,乡镇（街道）,地块面积（平方米）,5分钟未覆盖面积（平方米）,15分钟未覆盖面积（平方米）,最近设施,最近设施直线距离（米）
    1,—,锦绣嘉园,330624001,羽林街道,12345.68,5000.00,0.00,小太阳,412
    3,—,—,330624001,羽林街道,12345.68,1234.57,200.00,小太阳,412
    "#);
}

#[test]
fn the_figures_in_english() {
    insta::assert_snapshot!(told("en", &FIGURES), @r#"
    [townships]
    Township code,Township,Residential land (ha),Residents,Households,"Residential land covered, 5 min (ha)","Coverage rate, 5 min (%, straight-line radius 300 m)","Residential land not covered, 5 min (ha)","Residents covered, 5 min","Residents covered, 5 min (%)","Households covered, 5 min","Households covered, 5 min (%)","Residential land covered, 15 min (ha)","Coverage rate, 15 min (%, straight-line radius 1000 m)","Residential land not covered, 15 min (ha)","Residents covered, 15 min","Residents covered, 15 min (%)","Households covered, 15 min","Households covered, 15 min (%)",Urban residential land (ha),"Urban residential land covered, 5 min (ha)","Urban coverage rate, 5 min (%)","Urban residential land covered, 15 min (ha)","Urban coverage rate, 15 min (%)",Rural residential land (ha),"Rural residential land covered, 5 min (ha)","Rural coverage rate, 5 min (%)","Rural residential land covered, 15 min (ha)","Rural coverage rate, 15 min (%)",Quarters configured,Quarters in all,"Configuration rate (%, reading: quarters with any part within the radius)",Facilities,Places,'=专业托育机构: facilities,'=专业托育机构: places,托班: facilities,托班: places,"Other reading of the configuration rate (%, share of residential land covered)"
    330624001,羽林街道,100.00,10000,—,50.00,50.0,50.00,5000,50.0,—,—,90.00,90.0,10.00,9000,90.0,—,—,75.00,37.50,50.0,67.50,90.0,25.00,12.50,50.0,22.50,90.0,7,10,70.0,5,40.5,2,0,3,40.5,50.0
    330624107,小将镇,23.46,2346,—,2.35,10.0,21.11,235,10.0,—,—,7.54,32.2,15.92,754,32.2,—,—,17.59,1.76,10.0,5.66,32.2,5.86,0.59,10.0,1.89,32.2,0,3,0.0,1,20,0,0,1,20,10.0
    330624201,'=cmd|'/c calc'!A0,0.00,0,—,0.00,—,0.00,0,—,—,—,0.00,—,0.00,0,—,—,—,0.00,0.00,—,0.00,—,0.00,0.00,—,0.00,—,0,0,—,0,0,0,0,0,0,—
    —,Total,123.46,12346,—,52.35,42.4,71.11,5235,42.4,—,—,97.54,79.0,25.92,9754,79.0,—,—,92.59,39.26,42.4,73.16,79.0,30.86,13.09,42.4,24.39,79.0,7,13,53.8,6,60.5,2,0,4,60.5,42.4

    [plan_gap]
    Township code,Township,Category,Facilities planned,Facilities existing,"Facilities gap (planned − existing, negative: surplus; total rows: net)",Facilities completion (%),Places planned,Places existing,"Places gap (planned − existing, negative: surplus; total rows: net)",Places completion (%),Facilities shortfall in all (surpluses not netted),Places shortfall in all (surpluses not netted)
    330624001,羽林街道,托班,4,3,1,75.0,80,40.5,39.5,50.6,—,—
    —,小将镇,托班,—,1,—,—,10,20,-10,200.0,—,—
    —,Total,托班,4,4,0,100.0,90,60.5,29.5,67.2,1,39.5
    —,Total,All categories,4,4,0,100.0,90,60.5,29.5,67.2,1,39.5

    [plan_gap_2027]
    Township code,Township,Category,Facilities planned,Facilities existing,"Facilities gap (planned − existing, negative: surplus; total rows: net)",Facilities completion (%),Places planned,Places existing,"Places gap (planned − existing, negative: surplus; total rows: net)",Places completion (%),Facilities shortfall in all (surpluses not netted),Places shortfall in all (surpluses not netted)
    330624001,羽林街道,托班,4,3,1,75.0,80,40.5,39.5,50.6,—,—
    —,小将镇,托班,—,1,—,—,10,20,-10,200.0,—,—
    —,Total,托班,4,4,0,100.0,90,60.5,29.5,67.2,1,39.5
    —,Total,All categories,4,4,0,100.0,90,60.5,29.5,67.2,1,39.5

    [facilities]
    Feature,ID,Facility,Category,Places,Status,Opening year,Ownership,Inclusive,Monthly fee,Contract with a medical institution,Township code,Township,"Longitude (WGS 84, degrees)","Latitude (WGS 84, degrees)","Easting (m, EPSG:4549)","Northing (m, EPSG:4549)"
    1,F-1,'=cmd|'/c calc'!A0,托班,20,existing,—,—,—,1200.5,—,330624001,羽林街道,120.9000000,29.5000000,587271.519,3265026.815
    2,—,"""小太阳"", 👶<RLO>",—,—,planned,2027,'=公办,yes,—,no,—,—,-0.1234568,29.5000000,1.000,2.000

    [uncovered]
    Feature,ID,Residential parcel,Township code,Township,Parcel area (m²),"Not covered, 5 min (m²)","Not covered, 15 min (m²)",Nearest facility,Straight-line distance to the nearest facility (m)
    1,—,锦绣嘉园,330624001,羽林街道,12345.68,5000.00,0.00,小太阳,412
    3,—,—,330624001,羽林街道,12345.68,1234.57,200.00,小太阳,412
    "#);
}

#[test]
fn the_indicators_in_chinese() {
    insta::assert_snapshot!(told("zh-CN", &INDICATORS), @r#"
    [indicators]
    依据标准,序号,指标名称,单位,指标值,取值方式,未取得数值的原因,目标年份,目标值,考核值（按目标年口径，与目标值比较）,分子,分母,是否达标（按未取整数值判定）,与目标差距（正数为不足或超限，负数为富余）,达标所需,未填报所需属性的记录（条）,填报值,填报年份,填报来源,其他口径,计算公式,依据条款,需补充的数据
    新昌县托育服务规划,1,千人托位数,个/千人,4.90,由图层计算,—,2024,≥4.54,4.90,60.5,12346,达标,-0.36,—,0,—,—,—,—,分子 ÷ 分母,规划指标表第1项,—
    新昌县托育服务规划,1,千人托位数,个/千人,4.90,由图层计算,—,2027,≥5.5,4.90,60.5,12346,未达标,0.60,需 +8 个托位,0,—,—,—,—,分子 ÷ 分母,规划指标表第1项,—
    新昌县托育服务规划,6,城镇5分钟社区生活圈托育服务设施配置率,%,53.8,由图层计算,—,2024,≥40,53.8,7,13,达标,-13.8,—,0,—,—,—,'=含村庄：42.4（52.34 ÷ 123.46）；按户数：—,分子 ÷ 分母,规划指标表第6项,—
    新昌县托育服务规划,6,城镇5分钟社区生活圈托育服务设施配置率,%,53.8,由图层计算,—,2027,≥53.85,53.8,7,13,未达标,0.004,需 +1 个小区,0,—,—,—,'=含村庄：42.4（52.34 ÷ 123.46）；按户数：—,分子 ÷ 分母,规划指标表第6项,—
    新昌县托育服务规划,7,托育服务价格与居民人均可支配收入之比,%,40.0,由图层计算,—,2024,≤40,40.0,1920,4800,达标,0.0,—,2,38.3,—,—,—,分子 ÷ 分母,规划指标表第7项,—
    新昌县托育服务规划,7,托育服务价格与居民人均可支配收入之比,%,40.0,由图层计算,—,2027,≤35,40.0,1920,4800,未达标,5.0,需 −240 元/月,2,38.3,—,—,—,分子 ÷ 分母,规划指标表第7项,—
    新昌县托育服务规划,12,常住人口5万人以上乡镇（街道）县级公办示范性托育机构覆盖率,%,—,不适用,没有可计算的对象（分母为 0）,2024,≥80,—,—,—,—,—,—,0,—,—,—,—,分子 ÷ 分母,规划指标表第12项,—
    新昌县托育服务规划,12,常住人口5万人以上乡镇（街道）县级公办示范性托育机构覆盖率,%,—,不适用,没有可计算的对象（分母为 0）,2027,≥100,—,—,—,—,—,—,0,—,—,—,—,分子 ÷ 分母,规划指标表第12项,—
    新昌县托育服务规划,15,筛查率,%,93.0,填报,—,2024,≥93,93.0,—,—,达标,0.0,—,0,93.0,2024,"'=HYPERLINK(""http://x"")",—,分子 ÷ 分母,规划指标表第15项,—
    新昌县托育服务规划,15,筛查率,%,93.0,填报,—,2027,≥95,93.0,—,—,未达标,2.0,—,0,93.0,2024,"'=HYPERLINK(""http://x"")",—,分子 ÷ 分母,规划指标表第15项,—
    新昌县托育服务规划,16,'=知晓率<RLO>,%,—,未计算,"图层无法给出，
    填报值表中也没有",2024,≥85,—,—,—,—,—,—,0,—,—,—,—,—,规划指标表第16项,在填报值表（`reported`）中补一行该指标
    新昌县托育服务规划,16,'=知晓率<RLO>,%,—,未计算,"图层无法给出，
    填报值表中也没有",2027,≥90,—,—,—,—,—,—,0,—,—,—,—,—,规划指标表第16项,在填报值表（`reported`）中补一行该指标
    新昌县托育服务规划,17,托育机构云监管覆盖率,%,50.0,由图层计算,—,2024,≥100,100.0,1,1,达标,0.0,—,0,—,—,—,—,分子 ÷ 分母,规划指标表第17项,—
    新昌县托育服务规划,17,托育机构云监管覆盖率,%,50.0,由图层计算,—,2027,≥100,50.0,1,2,未达标,50.0,需 +1 处设施,0,—,—,—,—,分子 ÷ 分母,规划指标表第17项,—
    新昌县托育服务规划,20,没有目标的指标,%,75.0,由图层计算,—,—,—,—,3,4,—,—,—,0,—,—,—,—,分子 ÷ 分母,规划指标表第20项,—

    [indicators_by_township]
    乡镇（街道）代码,乡镇（街道）,1 千人托位数（个/千人）,6 城镇5分钟社区生活圈托育服务设施配置率（%）
    330624001,羽林街道,4.05,70.0
    330624107,小将镇,8.53,0.0
    330624201,'=cmd|'/c calc'!A0,—,—
    —,合计,4.90,53.8
    "#);
}

#[test]
fn the_indicators_in_english() {
    insta::assert_snapshot!(told("en", &INDICATORS), @r#"
    [indicators]
    Standard,No.,Indicator,Unit,Value,How obtained,Why there is no value,Target year,Target,Value compared (as the standard measures it for the target year),Numerator,Denominator,Met (decided before rounding),"Distance from the target (positive: missing or too much, negative: to spare)",What would meet it,Records that do not say,Reported value,Year of the reported value,Source of the reported value,Other readings,Formula,Clause,Data needed
    新昌县托育服务规划,1,千人托位数,个/千人,4.90,computed from layers,—,2024,≥4.54,4.90,60.5,12346,met,-0.36,—,0,—,—,—,—,分子 ÷ 分母,规划指标表第1项,—
    新昌县托育服务规划,1,千人托位数,个/千人,4.90,computed from layers,—,2027,≥5.5,4.90,60.5,12346,missed,0.60,needs +8 个托位,0,—,—,—,—,分子 ÷ 分母,规划指标表第1项,—
    新昌县托育服务规划,6,城镇5分钟社区生活圈托育服务设施配置率,%,53.8,computed from layers,—,2024,≥40,53.8,7,13,met,-13.8,—,0,—,—,—,'=含村庄: 42.4 (52.34 ÷ 123.46); 按户数: —,分子 ÷ 分母,规划指标表第6项,—
    新昌县托育服务规划,6,城镇5分钟社区生活圈托育服务设施配置率,%,53.8,computed from layers,—,2027,≥53.85,53.8,7,13,missed,0.004,needs +1 个小区,0,—,—,—,'=含村庄: 42.4 (52.34 ÷ 123.46); 按户数: —,分子 ÷ 分母,规划指标表第6项,—
    新昌县托育服务规划,7,托育服务价格与居民人均可支配收入之比,%,40.0,computed from layers,—,2024,≤40,40.0,1920,4800,met,0.0,—,2,38.3,—,—,—,分子 ÷ 分母,规划指标表第7项,—
    新昌县托育服务规划,7,托育服务价格与居民人均可支配收入之比,%,40.0,computed from layers,—,2027,≤35,40.0,1920,4800,missed,5.0,needs −240 元/月,2,38.3,—,—,—,分子 ÷ 分母,规划指标表第7项,—
    新昌县托育服务规划,12,常住人口5万人以上乡镇（街道）县级公办示范性托育机构覆盖率,%,—,not applicable,没有可计算的对象（分母为 0）,2024,≥80,—,—,—,—,—,—,0,—,—,—,—,分子 ÷ 分母,规划指标表第12项,—
    新昌县托育服务规划,12,常住人口5万人以上乡镇（街道）县级公办示范性托育机构覆盖率,%,—,not applicable,没有可计算的对象（分母为 0）,2027,≥100,—,—,—,—,—,—,0,—,—,—,—,分子 ÷ 分母,规划指标表第12项,—
    新昌县托育服务规划,15,筛查率,%,93.0,reported,—,2024,≥93,93.0,—,—,met,0.0,—,0,93.0,2024,"'=HYPERLINK(""http://x"")",—,分子 ÷ 分母,规划指标表第15项,—
    新昌县托育服务规划,15,筛查率,%,93.0,reported,—,2027,≥95,93.0,—,—,missed,2.0,—,0,93.0,2024,"'=HYPERLINK(""http://x"")",—,分子 ÷ 分母,规划指标表第15项,—
    新昌县托育服务规划,16,'=知晓率<RLO>,%,—,not computed,"图层无法给出，
    填报值表中也没有",2024,≥85,—,—,—,—,—,—,0,—,—,—,—,—,规划指标表第16项,在填报值表（`reported`）中补一行该指标
    新昌县托育服务规划,16,'=知晓率<RLO>,%,—,not computed,"图层无法给出，
    填报值表中也没有",2027,≥90,—,—,—,—,—,—,0,—,—,—,—,—,规划指标表第16项,在填报值表（`reported`）中补一行该指标
    新昌县托育服务规划,17,托育机构云监管覆盖率,%,50.0,computed from layers,—,2024,≥100,100.0,1,1,met,0.0,—,0,—,—,—,—,分子 ÷ 分母,规划指标表第17项,—
    新昌县托育服务规划,17,托育机构云监管覆盖率,%,50.0,computed from layers,—,2027,≥100,50.0,1,2,missed,50.0,needs +1 处设施,0,—,—,—,—,分子 ÷ 分母,规划指标表第17项,—
    新昌县托育服务规划,20,没有目标的指标,%,75.0,computed from layers,—,—,—,—,3,4,—,—,—,0,—,—,—,—,分子 ÷ 分母,规划指标表第20项,—

    [indicators_by_township]
    Township code,Township,1 千人托位数 (个/千人),6 城镇5分钟社区生活圈托育服务设施配置率 (%)
    330624001,羽林街道,4.05,70.0
    330624107,小将镇,8.53,0.0
    330624201,'=cmd|'/c calc'!A0,—,—
    —,Total,4.90,53.8
    "#);
}

#[test]
fn the_review_in_chinese() {
    insta::assert_snapshot!(told("zh-CN", &REVIEW), @r#"
    [checklist]
    依据标准,依据条款,条款类别,指标序号、规定名称或分钟数,条款内容,目标年份,审查结论,实际数值或符合情况,要求,单位,整改所需,无法判定或不适用的原因,需补充的数据
    新昌县托育服务规划,规划任务,生活圈,15,15分钟生活圈服务半径 1000 或 800 米,—,符合,800,见条款内容,米,—,—,—
    新昌县托育服务规划,规划任务,生活圈,5,5分钟生活圈人口规模 5000–12000 人,—,无法判定,—,见条款内容,—,—,没有生活圈图层,生活圈图层
    新昌县托育服务规划,规划任务,指标,1,千人托位数不低于 4.54 个/千人,2024,达标,4.90,≥4.54,个/千人,—,—,—
    新昌县托育服务规划,规划任务,指标,1,千人托位数不低于 4.54 个/千人,2027,未达标,4.90,≥5.5,个/千人,需 +8 个托位,—,—
    新昌县托育服务规划,规划任务,规定,'=新建居住区按每千人不少于10个托位配建,'=新建居住区按每千人不少于10个托位配建,—,不符合,共 3 个，符合 1 个,≥10,—,"'@""新城"" +3 个托位",—,—
    新昌县托育服务规划,规划任务,规定,各乡镇（街道）托位数达到规划数,各乡镇（街道）托位数达到规划数,2025,无法判定,共 3 个，符合 1 个,按布点规划表,—,—,规划表中没有对应数字,—
    新昌县托育服务规划,规划任务,规定,县级公办示范性托育机构,县级公办示范性托育机构,—,不适用,—,≥10,—,—,县域内没有该条规定所针对的对象,—

    [rules]
    依据标准,依据条款,规定名称,规定内容,目标年份,代码或编号,审查对象,实际数值,分子,分母,要求,单位,审查结论,与要求差距（正数为不足或超限，负数为富余）,整改所需,无法判定或不适用的原因,需补充的数据
    新昌县托育服务规划,规划任务,新建居住区千人托位数,新建居住区千人托位数符合要求,—,—,锦绣嘉园,10.0,10,1000,≥10,个/千人,符合,0.0,—,—,—
    新昌县托育服务规划,规划任务,新建居住区千人托位数,新建居住区千人托位数符合要求,—,'=P-2,"'@""新城"", 👶",7.0,7,1000,≥10,个/千人,不符合,3.0,需 +3 个托位,—,—
    新昌县托育服务规划,规划任务,新建居住区千人托位数,新建居住区千人托位数符合要求,—,—,地块 3,—,—,—,≥10,个/千人,无法判定,—,—,居住用地图层 3 个要素中有 1 个未给出“托位数”,居住用地图层的“托位数”字段
    新昌县托育服务规划,规划任务,幼儿园托班托位数,幼儿园托班托位数符合要求,2025,—,全县,830,830,—,≥830,个,符合,0,—,—,—
    新昌县托育服务规划,规划任务,幼儿园托班托位数,幼儿园托班托位数符合要求,2027,—,全县,830,830,—,≥940,个,不符合,110,需 +110 个托位,—,—
    新昌县托育服务规划,规划任务,各乡镇（街道）托位数,各乡镇（街道）托位数符合要求,2025,—,羽林街道,80,80,—,≥80,个,符合,0,—,—,—
    新昌县托育服务规划,规划任务,各乡镇（街道）托位数,各乡镇（街道）托位数符合要求,2025,—,小将镇,20,20,—,按布点规划表,个,无法判定,—,—,规划表中没有对应数字,在规划表中补齐对应数字
    新昌县托育服务规划,规划任务,各乡镇（街道）托位数,各乡镇（街道）托位数符合要求,2025,—,儒岙镇,—,—,—,按布点规划表,个,不适用,—,—,—,—
    新昌县托育服务规划,规划任务,县级公办示范性托育机构,县级公办示范性托育机构符合要求,—,—,—,—,—,—,≥1,处,不适用,—,—,县域内没有该条规定所针对的对象,—
    "#);
}

#[test]
fn the_review_in_english() {
    insta::assert_snapshot!(told("en", &REVIEW), @r#"
    [checklist]
    Standard,Clause,Kind of clause,"No. of the indicator, name of the rule, or minutes",What it asks for,Target year,Verdict,"Figure, or how many keep it",Requirement,Unit,What would keep it,Why not testable or not applicable,Data needed
    新昌县托育服务规划,规划任务,circle,15,15分钟生活圈服务半径 1000 或 800 米,—,kept,800,as in the clause,米,—,—,—
    新昌县托育服务规划,规划任务,circle,5,5分钟生活圈人口规模 5000–12000 人,—,not testable,—,as in the clause,—,—,没有生活圈图层,生活圈图层
    新昌县托育服务规划,规划任务,indicator,1,千人托位数不低于 4.54 个/千人,2024,met,4.90,≥4.54,个/千人,—,—,—
    新昌县托育服务规划,规划任务,indicator,1,千人托位数不低于 4.54 个/千人,2027,missed,4.90,≥5.5,个/千人,needs +8 个托位,—,—
    新昌县托育服务规划,规划任务,rule,'=新建居住区按每千人不少于10个托位配建,'=新建居住区按每千人不少于10个托位配建,—,not kept,1 of 3 keep it,≥10,—,"'@""新城"" +3 个托位",—,—
    新昌县托育服务规划,规划任务,rule,各乡镇（街道）托位数达到规划数,各乡镇（街道）托位数达到规划数,2025,not testable,1 of 3 keep it,as in the layout plan,—,—,规划表中没有对应数字,—
    新昌县托育服务规划,规划任务,rule,县级公办示范性托育机构,县级公办示范性托育机构,—,not applicable,—,≥10,—,—,县域内没有该条规定所针对的对象,—

    [rules]
    Standard,Clause,Rule,What it asks for,Target year,Code or ID,Asked of,Value,Numerator,Denominator,Requirement,Unit,Verdict,"Distance from the requirement (positive: missing or too much, negative: to spare)",What would keep it,Why not testable or not applicable,Data needed
    新昌县托育服务规划,规划任务,新建居住区千人托位数,新建居住区千人托位数符合要求,—,—,锦绣嘉园,10.0,10,1000,≥10,个/千人,kept,0.0,—,—,—
    新昌县托育服务规划,规划任务,新建居住区千人托位数,新建居住区千人托位数符合要求,—,'=P-2,"'@""新城"", 👶",7.0,7,1000,≥10,个/千人,not kept,3.0,needs +3 个托位,—,—
    新昌县托育服务规划,规划任务,新建居住区千人托位数,新建居住区千人托位数符合要求,—,—,地块 3,—,—,—,≥10,个/千人,not testable,—,—,居住用地图层 3 个要素中有 1 个未给出“托位数”,居住用地图层的“托位数”字段
    新昌县托育服务规划,规划任务,幼儿园托班托位数,幼儿园托班托位数符合要求,2025,—,county,830,830,—,≥830,个,kept,0,—,—,—
    新昌县托育服务规划,规划任务,幼儿园托班托位数,幼儿园托班托位数符合要求,2027,—,county,830,830,—,≥940,个,not kept,110,needs +110 个托位,—,—
    新昌县托育服务规划,规划任务,各乡镇（街道）托位数,各乡镇（街道）托位数符合要求,2025,—,羽林街道,80,80,—,≥80,个,kept,0,—,—,—
    新昌县托育服务规划,规划任务,各乡镇（街道）托位数,各乡镇（街道）托位数符合要求,2025,—,小将镇,20,20,—,as in the layout plan,个,not testable,—,—,规划表中没有对应数字,在规划表中补齐对应数字
    新昌县托育服务规划,规划任务,各乡镇（街道）托位数,各乡镇（街道）托位数符合要求,2025,—,儒岙镇,—,—,—,as in the layout plan,个,not applicable,—,—,—,—
    新昌县托育服务规划,规划任务,县级公办示范性托育机构,县级公办示范性托育机构符合要求,—,—,—,—,—,—,≥1,处,not applicable,—,—,县域内没有该条规定所针对的对象,—
    "#);
}

#[test]
fn the_stages_in_chinese() {
    insta::assert_snapshot!(told("zh-CN", &STAGES), @"
    [stages]
    乡镇（街道）代码,乡镇（街道）,现状：5分钟覆盖率（%）,现状：15分钟覆盖率（%）,现状：配置率（%）,现状：设施数量（处）,现状：托位数（个）,现状：规划托位数（个，2025年规划表）,现状：托位缺口（个，对照2025年规划表，富余不抵扣）,现状＋规划（至2027年）：5分钟覆盖率（%）,现状＋规划（至2027年）：15分钟覆盖率（%）,现状＋规划（至2027年）：配置率（%）,现状＋规划（至2027年）：设施数量（处）,现状＋规划（至2027年）：托位数（个）,现状＋规划（至2027年）：规划托位数（个）,现状＋规划（至2027年）：托位缺口（个，富余不抵扣）
    330624001,羽林街道,50.0,90.0,70.0,5,40.5,80,39.5,50.0,90.0,70.0,5,40.5,80,39.5
    330624107,小将镇,10.0,32.2,0.0,1,20,10,0,52.6,74.8,33.3,2,50,10,0
    330624201,'=cmd|'/c calc'!A0,—,—,—,0,0,—,—,—,—,—,0,0,—,—
    —,合计,42.4,79.0,53.8,6,60.5,90,39.5,50.5,87.1,61.5,7,90.5,90,39.5

    [stage_indicators]
    依据标准,序号,指标名称,单位,现状,现状＋规划（至2027年）
    新昌县托育服务规划,1,千人托位数,个/千人,4.90,7.33
    新昌县托育服务规划,6,城镇5分钟社区生活圈托育服务设施配置率,%,—,61.5
    ");
}

#[test]
fn the_stages_in_english() {
    insta::assert_snapshot!(told("en", &STAGES), @r#"
    [stages]
    Township code,Township,"现状: coverage rate, 5 min (%)","现状: coverage rate, 15 min (%)",现状: configuration rate (%),现状: facilities,现状: places,现状: places planned (plan of 2025),"现状: places shortfall (against the plan of 2025, surpluses not netted)","现状＋规划（至2027年）: coverage rate, 5 min (%)","现状＋规划（至2027年）: coverage rate, 15 min (%)",现状＋规划（至2027年）: configuration rate (%),现状＋规划（至2027年）: facilities,现状＋规划（至2027年）: places,现状＋规划（至2027年）: places planned,现状＋规划（至2027年）: places shortfall (surpluses not netted)
    330624001,羽林街道,50.0,90.0,70.0,5,40.5,80,39.5,50.0,90.0,70.0,5,40.5,80,39.5
    330624107,小将镇,10.0,32.2,0.0,1,20,10,0,52.6,74.8,33.3,2,50,10,0
    330624201,'=cmd|'/c calc'!A0,—,—,—,0,0,—,—,—,—,—,0,0,—,—
    —,Total,42.4,79.0,53.8,6,60.5,90,39.5,50.5,87.1,61.5,7,90.5,90,39.5

    [stage_indicators]
    Standard,No.,Indicator,Unit,现状,现状＋规划（至2027年）
    新昌县托育服务规划,1,千人托位数,个/千人,4.90,7.33
    新昌县托育服务规划,6,城镇5分钟社区生活圈托育服务设施配置率,%,—,61.5
    "#);
}

/// Without standards and stages there is nothing to tell of them; a plan without a year is named by its place.
#[test]
fn tables_without_rows_are_not_made() {
    let mut report = fixture::report("en");
    let service = &mut report.services[0];
    service.indicators.clear();
    service.rules.clear();
    service.checklist.clear();
    service.stages.truncate(1);
    service.further_plans[0].year = None;
    let tables = tables::of_service(&report.services[0], &report, Words::of_tag("en"));
    let stems: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(stems, ["townships", "plan_gap", "plan_gap_no2", "facilities", "uncovered"]);
}

/// Two standards may both have an indicator 1. Their names would make long headings, so they go by their identifiers.
#[test]
fn columns_name_their_standard_where_there_are_several() {
    let mut report = fixture::report("en");
    let service = &mut report.services[0];
    let another = StandardInfo { id: "=b".to_owned(), ..service.standards[0].clone() };
    service.standards.push(another);
    service.indicators[1].standard = "=b".to_owned();
    let tables = tables::of_service(&report.services[0], &report, Words::of_tag("en"));
    let table = tables.iter().find(|table| table.name == "indicators_by_township").unwrap();
    let headings: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(
        headings[2..],
        ["xinchang-2024: 1 千人托位数 (个/千人)", "=b: 6 城镇5分钟社区生活圈托育服务设施配置率 (%)"]
    );
}

/// A name with quotes, a comma and a line end is one cell again when read.
#[test]
fn hostile_names_stay_in_their_cells() {
    let mut report = fixture::report("en");
    let name = "\"A\", 'b'\r\n👶\u{202e}花园";
    report.services[0].facilities[0].name = Some(name.to_owned());
    let words = Words::of_tag("en");
    let tables = tables::of_service(&report.services[0], &report, words);
    let table = tables.iter().find(|table| table.name == "facilities").unwrap();
    let text = text(table, words);
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    assert_eq!(&reader.records().next().unwrap().unwrap()[2], name);
}

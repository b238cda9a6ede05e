//! Which classification the codes are of, and what they say of homes.

use super::{Town, feature, in_words, square, told};
use crate::messages::Language;
use crate::model::{KnownBy, LandUse, Study};
use crate::note::Severity;
use crate::project::LandUseScheme;

/// Parcels side by side, of these properties.
fn town(properties: &[&str]) -> Town {
    let features = properties.iter().zip(0..).map(|(p, x)| feature(p, &square(x * 2, 5, 1)));
    Town::new().residential(&features.collect::<Vec<_>>())
}

fn of_codes(codes: &[&str]) -> Town {
    let properties: Vec<String> = codes.iter().map(|c| format!("{{\"DLBM\":\"{c}\"}}")).collect();
    town(&properties.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Urban, rural or not told, for each parcel that is left, by its place in the file.
fn kinds(study: &Study) -> String {
    let kind = |land_use| match land_use {
        Some(LandUse::Urban) => 'U',
        Some(LandUse::Rural) => 'R',
        None => '-',
    };
    let all = study.parcels.iter().map(|p| format!("{}{}", p.feature, kind(p.land_use)));
    all.collect::<Vec<_>>().join(" ")
}

const TOLD: [&str; 9] = [
    "parcel-without-homes",
    "land-use-scheme-found",
    "land-use-scheme-given",
    "land-use-scheme-undecided",
    "land-use-by-words",
    "land-use-scheme-doubtful",
    "land-use-scheme-contradictory",
    "land-use-0702-ambiguous",
    "land-use-codes-unknown",
];

#[test]
fn codes_of_rural_homesteads_give_the_classification_of_2023_away() {
    let study = of_codes(&["0701", "0702", "0703", "070102", "0501", "0704"]).study();
    assert_eq!(study.land_use_codes.scheme, Some(LandUseScheme::LandAndSeaUse));
    assert_eq!(study.land_use_codes.known_by, KnownBy::Evidence("DLBM = 0703".into()));
    assert_eq!(kinds(&study), "1U 3R 4U");
    assert_eq!(study.notes.left_out("residential"), 3);
    assert_eq!(
        study.pieces.iter().map(|p| p.parcel).collect::<Vec<_>>(),
        [0, 1, 2],
        "pieces know their parcels"
    );
    insta::assert_snapshot!(in_words(&study, &TOLD, Language::En), @"
    2 -: `0702` is not a land-use code of homes: in the land-and-sea-use classification (2023) it is land for urban community services
      left out, it is in no figure; correct the code, or set `land_use_scheme` under `[layers.residential]` if it is of the other classification
    5 -: `0501` is not a land-use code of homes: in the land-and-sea-use classification (2023) it is wetland
      left out, it is in no figure; correct the code, or set `land_use_scheme` under `[layers.residential]` if it is of the other classification
    6 -: `0704` is not a land-use code of homes: in the land-and-sea-use classification (2023) it is land for rural community services
      left out, it is in no figure; correct the code, or set `land_use_scheme` under `[layers.residential]` if it is of the other classification
    the land-use codes are those of the land-and-sea-use classification (2023), which alone has `DLBM = 0703`; parcels: 2 urban, 1 rural, 0 not told
      set `land_use_scheme` under `[layers.residential]` if that is not so
    ");
    insta::assert_snapshot!(in_words(&study, &TOLD, Language::ZhCn), @"
    2 -: 用地代码 `0702` 不是居住用地：在用地用海分类（2023）中为城镇社区服务设施用地
      未采用，不计入任何指标；请更正代码，若代码属于另一分类，请在 `[layers.residential]` 中设置 `land_use_scheme`
    5 -: 用地代码 `0501` 不是居住用地：在用地用海分类（2023）中为湿地
      未采用，不计入任何指标；请更正代码，若代码属于另一分类，请在 `[layers.residential]` 中设置 `land_use_scheme`
    6 -: 用地代码 `0704` 不是居住用地：在用地用海分类（2023）中为农村社区服务设施用地
      未采用，不计入任何指标；请更正代码，若代码属于另一分类，请在 `[layers.residential]` 中设置 `land_use_scheme`
    用地代码属于用地用海分类（2023），依据为该分类独有的 `DLBM = 0703`；地块：城镇 2 个，农村 1 个，未说明 0 个
      如判断有误，请在 `[layers.residential]` 中设置 `land_use_scheme`
    ");
}

#[test]
fn the_attribute_czcsxm_gives_the_land_survey_away() {
    let study = town(&[
        r#"{"DLBM":"0701","CZCSXM":"202"}"#,
        r#"{"DLBM":"0702","CZCSXM":"203"}"#,
        r#"{"DLBM":"05H1"}"#,
        r#"{"CZCSXM":203}"#,
        r#"{"DLBM":702}"#,
    ])
    .study();
    assert_eq!(study.land_use_codes.scheme, Some(LandUseScheme::LandSurvey));
    assert_eq!(kinds(&study), "1U 2R 4R 5R");
    insta::assert_snapshot!(in_words(&study, &TOLD, Language::En), @"
    3 -: `05H1` is not a land-use code of homes: in the land survey (GB/T 21010) it is land for commerce and business
      left out, it is in no figure; correct the code, or set `land_use_scheme` under `[layers.residential]` if it is of the other classification
    the land-use codes are those of the land survey (GB/T 21010), which alone has `CZCSXM = 202`; parcels: 1 urban, 3 rural, 0 not told
      set `land_use_scheme` under `[layers.residential]` if that is not so
    ");
}

/// 0702 alone: rural homesteads or community services. Nothing is guessed.
#[test]
fn an_ambiguous_code_is_told_and_not_guessed() {
    let study = of_codes(&["0701", "0702", "0702"]).study();
    assert_eq!(study.land_use_codes.scheme, None);
    assert_eq!(study.land_use_codes.known_by, KnownBy::Undecided);
    assert_eq!(kinds(&study), "1U 2- 3-");
    insta::assert_snapshot!(in_words(&study, &TOLD, Language::En), @"
    parcels with the code 0702, which means rural homesteads in the land survey but urban community services in the land-and-sea-use classification, and nothing tells which: 2
      taken as residential land, neither urban nor rural; set `land_use_scheme` under `[layers.residential]` to `land-survey` or `land-and-sea-use`
    whether the land-use codes are those of the land survey or of the land-and-sea-use classification is not decided; parcels: 1 urban, 0 rural, 2 not told
      0701 is urban residential land in both
    ");
    insta::assert_snapshot!(in_words(&study, &TOLD, Language::ZhCn), @"
    代码为 0702 的地块有 2 个：0702 在国土调查中为农村宅基地，在用地用海分类中为城镇社区服务设施用地，数据中没有区分依据
      按居住用地处理，不区分城乡；请在 `[layers.residential]` 中将 `land_use_scheme` 设为 `land-survey` 或 `land-and-sea-use`
    未能确定用地代码属于国土调查还是用地用海分类；地块：城镇 1 个，农村 0 个，未说明 2 个
      0701 在两种分类中均为城镇住宅用地
    ");
}

#[test]
fn urban_codes_alone_need_no_decision() {
    let study = of_codes(&["0701", "0701"]).study();
    assert_eq!(study.land_use_codes.known_by, KnownBy::Undecided);
    assert_eq!(kinds(&study), "1U 2U");
    assert_eq!(told(&study, &TOLD).iter().map(|n| n.severity).collect::<Vec<_>>(), [Severity::Info]);
}

#[test]
fn codes_of_both_classifications_are_an_error_to_mend() {
    let study = of_codes(&["0701", "0702", "0703", "08H1"]).study();
    assert_eq!(study.land_use_codes.scheme, None);
    assert_eq!(kinds(&study), "1U 2- 3-");
    insta::assert_snapshot!(in_words(&study, &TOLD, Language::En), @"
    the land-use codes are of two classifications: only the land survey has `DLBM = 08H1`, only the land-and-sea-use classification has `DLBM = 0703`
      only 0701 is taken as urban, other codes of homes as not told; bring the layer to one classification, or set `land_use_scheme` under `[layers.residential]` to `land-survey` or `land-and-sea-use`
    4 -: `08H1` is not a land-use code of homes: in the land survey and the land-and-sea-use classification alike it is land without homes
      left out, it is in no figure; correct the code, or set `land_use_scheme` under `[layers.residential]` if it is of the other classification
    whether the land-use codes are those of the land survey or of the land-and-sea-use classification is not decided; parcels: 1 urban, 0 rural, 2 not told
      0701 is urban residential land in both
    ");
    insta::assert_snapshot!(in_words(&study, &["land-use-scheme-contradictory"], Language::ZhCn), @"
    用地代码混有两种分类：`DLBM = 08H1` 为国土调查独有，`DLBM = 0703` 为用地用海分类独有
      仅将 0701 作为城镇住宅用地，其他居住代码不区分城乡；请统一图层的分类，或在 `[layers.residential]` 中将 `land_use_scheme` 设为 `land-survey` 或 `land-and-sea-use`
    ");
}

/// The project has the last word, also against the codes; that is then told.
#[test]
fn the_project_decides() {
    let mut town = of_codes(&["0701", "0702", "0703"]);
    town.project.residential.land_use_scheme = Some(LandUseScheme::LandSurvey);
    let study = town.study();
    assert_eq!(study.land_use_codes.known_by, KnownBy::Project);
    assert_eq!(kinds(&study), "1U 2R");
    insta::assert_snapshot!(in_words(&study, &TOLD, Language::En), @"
    the project says that the land-use codes are those of the land survey (GB/T 21010), a classification that has no `DLBM = 0703`
      read as the project says; check `land_use_scheme` under `[layers.residential]`
    3 -: `0703` is not a land-use code of homes: in the land survey (GB/T 21010) it is none of the classes
      left out, it is in no figure; correct the code, or set `land_use_scheme` under `[layers.residential]` if it is of the other classification
    the land-use codes are read as those of the land survey (GB/T 21010), as the project says; parcels: 1 urban, 1 rural, 0 not told
    ");
}

#[test]
fn codes_of_local_plans_and_words_are_kept() {
    let study = town(&[
        r#"{"用地性质":"R2"}"#,
        r#"{"用地性质":"城镇住宅用地"}"#,
        r#"{"用地性质":"农村宅基地"}"#,
        r#"{"用地性质":"住宅","城乡分类":"乡村"}"#,
        r#"{"城乡分类":"?"}"#,
    ])
    .study();
    assert_eq!(study.land_use_codes.known_by, KnownBy::NoCodes);
    assert_eq!(kinds(&study), "1- 2U 3R 4R 5-");
    assert_eq!(told(&study, &["value-not-read"]).len(), 1);
    insta::assert_snapshot!(in_words(&study, &TOLD, Language::En), @"
    parcels whose `用地性质` is of no known classification: 2 (`R2`, `住宅`)
      taken as residential land, urban or rural where an attribute says so
    there are no land-use codes of a known classification; by attributes in words, parcels are: 1 urban, 2 rural, 2 not told
      figures for urban residential land count the parcels that are told to be urban
    ");
}

#[test]
fn without_any_attribute_nothing_is_said() {
    let study = Town::new().study();
    assert_eq!(study.land_use_codes, crate::model::LandUseCodes::default());
    assert_eq!(told(&study, &TOLD), []);
}

#[test]
fn a_layer_without_homes_is_an_error() {
    let mut town = of_codes(&["0702", "0702"]);
    town.project.residential.land_use_scheme = Some(LandUseScheme::LandAndSeaUse);
    let error = town.read().expect_err("no homes");
    let place = town.project.residential.path.display().to_string();
    let words = |l| {
        let all = [Some(error.message(l)), error.cause(l), error.hint(l)].map(Option::unwrap_or_default);
        all.join("\n").replace(&place, "residential.geojson")
    };
    insta::assert_snapshot!(words(Language::En), @"
    no residential land of `residential.geojson` is left
    in the land-and-sea-use classification (2023) all of its land-use codes are of land without homes: `0702`
    check that the right file is given; if the codes are of the other classification, set `land_use_scheme` under `[layers.residential]`
    ");
    insta::assert_snapshot!(words(Language::ZhCn), @"
    `residential.geojson` 中没有居住用地
    按用地用海分类（2023），其用地代码均不是居住用地：`0702`
    请检查文件是否给对；若代码属于另一分类，请在 `[layers.residential]` 中设置 `land_use_scheme`
    ");
}

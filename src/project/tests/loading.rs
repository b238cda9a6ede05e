//! A project file in full, and with all defaults.

use super::*;
use crate::project::{
    AreaRule, CategorySpec, Circle, CircleRule, ConfigurationLand, ConfigurationRule, CrsChoice, Datum,
    Deliverable, Field, Filter, LandUseScheme, LayerSpec, OverlapRule, PlanSpec, Reading, ShapefileEncoding,
    TableSpec,
};
use crate::standard::Standard;
use crate::units::Metres;

fn circle(minutes: u32, metres: f64) -> Circle {
    Circle { minutes, radius: Metres::new(metres).expect("a radius") }
}

#[test]
fn what_is_left_out_has_its_default() {
    let folder = Folder::with_data();
    let project = folder.load(LEAST).expect("the least file is enough");
    assert_eq!((project.name.as_str(), project.year, project.maker.as_ref()), ("test", None, None));
    assert_eq!(project.language, Language::ZhCn);
    assert_eq!(project.crs, CrsChoice::Auto);
    let rules = (project.area, project.circles, project.overlaps);
    assert_eq!(rules, (AreaRule::Ellipsoid, CircleRule::Ground, OverlapRule::Once));
    assert_eq!((&project.townships, &project.life_units), (&None, &None));
    assert_eq!(
        project.residential,
        LayerSpec { path: folder.path("residential.geojson"), ..LayerSpec::default() }
    );
    assert_eq!(project.deliverables, Deliverable::usual());
    assert_eq!(project.shapefile_encoding, ShapefileEncoding::Gbk);
    assert_eq!(project.output, Path::new("output/test"));
    let [service] = project.services.as_slice() else { panic!("one service") };
    assert_eq!(service.circles, [circle(5, 300.0), circle(15, 1000.0)]);
    assert_eq!((service.categories.len(), &service.plans), (0, &vec![]));
    assert_eq!((&service.reported, service.standards.len()), (&None, 0));
    assert_eq!(service.configuration, ConfigurationRule::of_circle(5));
}

#[test]
fn every_key_arrives_where_it_belongs() {
    let folder = Folder::with_data();
    let project = folder
        .load(
            r#"
name = "新昌县/托育"
year = 2025
maker = "新昌县自然资源和规划局"
language = "en"
crs = "EPSG:4549"
area = "plane"
circles = "plane"
overlaps = "each"
output = "../out/x"
deliverables = ["geojson", "json", "json"]

[layers.residential]
path = "./residential.geojson"
crs = "EPSG:4490"
datum = "cgcs2000"
land_use_scheme = "land-and-sea-use"
where = { DLBM = ["0701", "0702"], CITY = "1" }
[layers.residential.fields]
id = "a"
name = "b"
code = "c"
category = "d"
places = "e"
township = "f"
township_code = "g"
population = "h"
households = "i"
land_use = "j"
urban_rural = "k"
new_housing = "l"
childcare_floor_area = "m"
[layers.townships]
path = "townships.geojson"
[layers.life_units]
path = "life_units.geojson"

[[service]]
id = "childcare"
name = "托育服务"
circles = [{ minutes = 15, radius_m = 800.5 }, { minutes = 5, radius_m = 300 }]
standards = ["gb50180-2018"]
reported = "reported.csv"
  [service.facilities]
  path = "facilities.geojson"
  datum = "gcj02"
  [[service.category]]
  name = "专业托育机构"
  aliases = ["nursery"]
  [[service.category]]
  name = "幼儿园托班"
  [service.plan]
  path = "plan.csv"
  year = 2025
  [service.configuration]
  headline = "unit/reach"
  minutes = 15
  share = 0.6
  categories = ["幼儿园托班"]
  land = "all"
[[service]]
id = "clinic"
name = "卫生站"
  [service.facilities]
  path = "clinics.geojson"
"#,
        )
        .expect("a valid file");
    assert_eq!(project.name, "新昌县/托育");
    assert_eq!((project.year, project.maker.as_deref()), (Some(2025), Some("新昌县自然资源和规划局")));
    assert_eq!(project.language, Language::En);
    assert_eq!(project.crs, CrsChoice::Given("EPSG:4549".to_owned()));
    let rules = (project.area, project.circles, project.overlaps);
    assert_eq!(rules, (AreaRule::Plane, CircleRule::Plane, OverlapRule::Each));
    assert_eq!(project.output, folder.path("../out/x"), "joined, and shown as it was written");
    assert_eq!(project.deliverables, [Deliverable::Json, Deliverable::Geojson]);

    let filter = |field: &str, values: &[&str]| Filter {
        field: field.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    assert_eq!(project.residential.crs.as_deref(), Some("EPSG:4490"));
    assert_eq!(project.residential.datum, Some(Datum::Cgcs2000));
    assert_eq!(project.residential.land_use_scheme, Some(LandUseScheme::LandAndSeaUse));
    assert_eq!(project.residential.filters, [filter("CITY", &["1"]), filter("DLBM", &["0701", "0702"])]);
    let fields: Vec<(Field, &str)> =
        project.residential.fields.iter().map(|(field, name)| (*field, name.as_str())).collect();
    assert_eq!(
        fields,
        [
            (Field::Id, "a"),
            (Field::Name, "b"),
            (Field::Code, "c"),
            (Field::Category, "d"),
            (Field::Places, "e"),
            (Field::Township, "f"),
            (Field::TownshipCode, "g"),
            (Field::Population, "h"),
            (Field::Households, "i"),
            (Field::LandUse, "j"),
            (Field::UrbanRural, "k"),
            (Field::NewHousing, "l"),
            (Field::ChildcareFloorArea, "m"),
        ]
    );
    assert_eq!(relative(&folder, &project.townships.expect("townships").path), "townships.geojson");
    assert_eq!(relative(&folder, &project.life_units.expect("life units").path), "life_units.geojson");

    let [childcare, clinic] = project.services.as_slice() else { panic!("two services") };
    assert_eq!((childcare.id.as_str(), childcare.name.as_str()), ("childcare", "托育服务"));
    assert_eq!(childcare.circles, [circle(5, 300.0), circle(15, 800.5)], "sorted by minutes");
    assert_eq!(childcare.facilities.datum, Some(Datum::Gcj02));
    let category = |name: &str, aliases: &[&str]| CategorySpec {
        name: name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
    };
    assert_eq!(childcare.categories, [category("专业托育机构", &["nursery"]), category("幼儿园托班", &[])]);
    let table = |name: &str| TableSpec { path: folder.path(name), ..TableSpec::default() };
    assert_eq!(childcare.plans, vec![PlanSpec { table: table("plan.csv"), year: Some(2025) }]);
    assert_eq!(childcare.reported, Some(table("reported.csv")));
    assert_eq!(childcare.standards, [Standard::named("gb50180-2018").expect("embedded")]);
    assert_eq!(
        childcare.configuration,
        ConfigurationRule {
            headline: Some(Reading::UnitReach),
            minutes: 15,
            share: 0.6,
            categories: vec!["幼儿园托班".to_owned()],
            land: Some(ConfigurationLand::All),
        }
    );
    assert_eq!(
        (clinic.id.as_str(), relative(&folder, &clinic.facilities.path)),
        ("clinic", "clinics.geojson".into())
    );
}

/// A plan in stages: each table with its year, the first one leading; one table is a list of one.
#[test]
fn a_plan_in_stages() {
    let folder = Folder::with_data();
    let plan = |year: i32| format!("[[service.plan]]\npath = \"plan.csv\"\nyear = {year}\n");
    let project = folder.load(&format!("{LEAST}{}{}", plan(2027), plan(2025))).expect("two plans");
    let years: Vec<_> = project.services[0].plans.iter().map(|plan| plan.year).collect();
    assert_eq!(years, [Some(2027), Some(2025)]);
}

/// The keys of `fields` are the names of [`Field`], so that one list of meanings serves all formats; but for the
/// figure of the whole county, which no feature has.
#[test]
fn field_keys_are_the_names_of_the_meanings() {
    let schema: serde_json::Value = serde_json::from_str(&crate::project::json_schema()).expect("JSON");
    let keys: Vec<&String> =
        schema["$defs"]["FieldsTable"]["properties"].as_object().expect("keys").keys().collect();
    let names = schemars::schema_for!(Field).to_value();
    let names: Vec<&str> = names["oneOf"]
        .as_array()
        .expect("names")
        .iter()
        .map(|name| name["const"].as_str().expect("text"))
        .filter(|name| *name != "disposable_income")
        .collect();
    assert_eq!(keys, names);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_do_no_harm() {
    let folder = Folder::with_data();
    let text = format!("\u{feff}{}", LEAST.replace('\n', "\r\n"));
    assert_eq!(folder.load(&text).expect("a valid file").name, "test");
}

#[test]
fn an_output_folder_beside_the_inputs_is_fine_and_one_around_them_is_not() {
    let folder = Folder::with_data();
    std::fs::create_dir(folder.path("results")).expect("a folder");
    let with_output = |output: &str| format!("output = \"{output}\"\n{LEAST}");
    assert!(folder.load(&with_output("results")).is_ok());
    for output in [".", "results/..", ".."] {
        let error = folder.load(&with_output(output)).expect_err("inputs would be replaced");
        assert_eq!(error.code, "project-output-holds-input", "{output}");
    }
}

/// The circles of a project that names none are those of the standard that the defaults are taken from.
#[test]
fn the_usual_circles_are_those_of_the_standard() {
    let standard = crate::standard::Standard::named("gb50180-2018").expect("an embedded standard");
    for usual in crate::project::file::usual_circles() {
        let of_standard = standard.circles.iter().find(|c| c.minutes == usual.minutes);
        assert_eq!(
            of_standard.and_then(|c| c.radius_m.first()),
            Some(&usual.radius_m),
            "{} min",
            usual.minutes
        );
    }
}

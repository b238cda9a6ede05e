//! A bureau's own file over the default.

use super::*;

#[test]
fn an_empty_file_is_the_default() {
    assert_eq!(loaded(""), Style::default());
    assert_eq!(loaded("[paper]\n[fonts]\n[text]\n[colours]\n[lines]\n"), Style::default());
}

#[test]
fn a_key_that_is_left_out_is_that_of_the_default() {
    let style = loaded("symbol_mm = 4\n[colours]\nwater = \"#A0C8E8\"\n[text]\ntitle_pt = 30\n");
    let default = Style::default();
    let expected = Style {
        symbol_mm: 4.0,
        colours: Colours { water: colour("#a0c8e8"), ..default.colours },
        text: TextSizes { title_pt: 30.0, ..default.text },
        ..default
    };
    assert_eq!(style, expected);
}

#[test]
fn a_list_is_taken_whole() {
    let style = loaded(
        "land_use = []\n[paper]\nsheets = [\"A2 portrait\"]\n[[map]]\ntheme = \"rates\"\ntitle = \"{project}：覆盖率\"\n\
         [[symbol]]\ncolour = \"#000000\"\nmark = \"star\"\n",
    );
    let default = Style::default();
    assert_eq!(style.sheets, [Sheet { paper: Paper::A2, orientation: Orientation::Portrait }]);
    assert_eq!((style.formats, style.atlas), (default.formats, default.atlas));
    let title = Some("{project}：覆盖率".to_owned());
    assert_eq!(style.maps, [MapStyle { theme: MapTheme::Rates, title }]);
    assert_eq!(style.symbols, [Symbol { colour: colour("#000000"), mark: Mark::Star }]);
    assert_eq!(style.land_use, []);
}

#[test]
fn every_sheet_and_format_has_a_name() {
    let names = Sheet::ALL.map(|sheet| format!("\"{}\"", sheet.name())).join(", ");
    let style =
        loaded(&format!("[paper]\nsheets = [{names}]\nformats = [\"svg\"]\natlas = \"A4 landscape\"\n"));
    assert_eq!(
        (style.sheets.as_slice(), style.formats.as_slice()),
        (Sheet::ALL.as_slice(), [Format::Svg].as_slice())
    );
    assert_eq!(style.atlas.name(), "A4 landscape");
}

#[test]
fn fonts_are_beside_the_file_and_must_be_there() {
    let folder = TestFolder::new();
    let font = folder.path().join("own.ttf");
    std::fs::write(&font, include_bytes!("../../fonts/NotoSansCJKsc-Regular.otf")).expect("a font");
    let style = load(&folder, "[fonts]\nregular = \"own.ttf\"\n").expect("a style");
    assert_eq!(style.fonts, FontFiles { regular: Some(font), bold: None });
}

#[test]
fn limits_belong_to_what_is_allowed() {
    let style =
        loaded("symbol_mm = 0.5\n[paper]\nresolution_dpi = 72\n[text]\nplace_pt = 3\n[lines]\nroad_mm = 5\n");
    assert_eq!((style.symbol_mm, style.resolution_dpi), (0.5, 72));
    assert_eq!((style.text.place_pt, style.lines.road_mm), (3.0, 5.0));
}

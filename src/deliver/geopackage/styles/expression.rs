//! Filters and labels as expressions of QGIS.

use super::look::{Figure, Filter, Label};

/// A filter.
pub(super) fn filter(filter: &Filter) -> String {
    match filter {
        Filter::Is(name, text) => format!("{} = {}", field(name), literal(text)),
        Filter::IsNoneOf(name, texts) => {
            let name = field(name);
            let mut all = vec![format!("{name} IS NULL")];
            if !texts.is_empty() {
                let texts: Vec<String> = texts.iter().map(|text| literal(text)).collect();
                all.push(format!("{name} NOT IN ({})", texts.join(", ")));
            }
            format!("({})", all.join(" OR "))
        }
        Filter::IsNothing(name) => format!("{} IS NULL", field(name)),
        Filter::IsNumber(name, number) => format!("{} = {number}", field(name)),
        Filter::AtLeast(name, number) => format!("{} >= {number}", field(name)),
        Filter::Below(name, number) => format!("{} < {number}", field(name)),
        Filter::All(filters) => {
            let all: Vec<String> = filters.iter().map(self::filter).collect();
            all.join(" AND ")
        }
    }
}

/// A label.
pub(super) fn label(label: &Label) -> String {
    let name = format!("coalesce({}, '')", field(&label.name));
    match &label.figure {
        None => name,
        // Halves upwards, as in the tables; `format_number` by itself rounds them to the even digit.
        Some(Figure::Percent(rate)) => {
            let rate = field(rate);
            format!(
                "{name} || coalesce('\\n' || format_number(floor({rate} * 1000 + 0.500001) / 10, 1) || '%', '')"
            )
        }
        Some(Figure::Amount { field: amount, before, after }) => {
            let amount = field(amount);
            let before = literal(&format!("\n{before}"));
            format!(
                "{name} || CASE WHEN {amount} > 0 THEN {before} || to_string(round({amount}, 2)) || {} ELSE '' END",
                literal(after)
            )
        }
    }
}

/// A field. Names of fields are ours: no quotation mark stands in them.
fn field(name: &str) -> String {
    format!("\"{name}\"")
}

/// Text, which stays text: as `QgsExpression::quotedString` writes it.
fn literal(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "''").replace('\n', "\\n").replace('\t', "\\t");
    format!("'{escaped}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_the_data_stays_text() {
        assert_eq!(literal("a' OR 1=1 --\\\n"), r"'a'' OR 1=1 --\\\n'");
    }

    #[test]
    fn filters_are_told_as_they_are() {
        let all = Filter::All(vec![
            Filter::AtLeast("rate_5min".to_owned(), 0.4),
            Filter::Below("rate_5min".to_owned(), 1e-6),
            Filter::IsNoneOf("category".to_owned(), vec!["托班".to_owned(), "'".to_owned()]),
        ]);
        assert_eq!(
            filter(&all),
            "\"rate_5min\" >= 0.4 AND \"rate_5min\" < 0.000001 AND \
             (\"category\" IS NULL OR \"category\" NOT IN ('托班', ''''))"
        );
    }
}

//! The bar that long work draws on the terminal, and takes away again when it ends.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lifecircle::deliver::for_terminal;
use lifecircle::messages::{Args, Language, label, text};
use lifecircle::progress::{Progress, Silent, Step};

/// Work that ends sooner draws nothing.
const DELAY: Duration = Duration::from_millis(500);
/// So many times a second the bar is drawn, however often the work advances.
const DRAWN_PER_SECOND: u8 = 10;

/// The bar of this run on standard error; nothing where that is no terminal, or one that cannot move its cursor.
pub(super) fn on_terminal(language: Language) -> Box<dyn Progress> {
    if std::io::stderr().is_terminal() && can_redraw() {
        Box::new(Bar::new(language))
    } else {
        Box::new(Silent)
    }
}

/// Whether the terminal can draw a line anew. Outside of Unix there is no `TERM`.
fn can_redraw() -> bool {
    match std::env::var_os("TERM") {
        Some(term) => term != "dumb",
        None => cfg!(not(unix)),
    }
}

/// A line that says what the work is at. It has no colours, so that `NO_COLOR` has nothing to take away, and no other
/// characters than ASCII and the words, which are as wide in every font.
struct Bar {
    bar: ProgressBar,
    language: Language,
    counted: ProgressStyle,
    uncounted: ProgressStyle,
    /// What makes the bar appear after the delay.
    appearing: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Bar {
    fn new(language: Language) -> Self {
        let bar = ProgressBar::hidden();
        let shown = bar.clone();
        let (ends, ended) = mpsc::channel();
        let appear = move || {
            if ended.recv_timeout(DELAY) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr_with_hz(DRAWN_PER_SECOND));
                // The threads that work only count: another one draws.
                shown.enable_steady_tick(Duration::from_secs(1) / u32::from(DRAWN_PER_SECOND));
            }
        };
        let appearing = Builder::new().spawn(appear).ok().map(|thread| (ends, thread));
        let style = |template| {
            let style =
                ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
            style.progress_chars("=> ").tick_chars(r"-\|/ ")
        };
        Self {
            bar,
            language,
            counted: style("{spinner} [{bar:24}] {percent:>3}% {wide_msg}"),
            uncounted: style("{spinner} {wide_msg}"),
            appearing,
        }
    }
}

impl Progress for Bar {
    fn begin(&self, step: Step<'_>, total: Option<u64>) {
        let style = if total.is_some() { &self.counted } else { &self.uncounted };
        // Only the words draw, once the rest is that of the new step.
        self.bar.set_style(style.clone());
        self.bar.update(|state| {
            state.set_len(total.unwrap_or_default());
            state.set_pos(0);
        });
        self.bar.set_message(words(step, self.language));
    }

    fn advance(&self, by: u64) {
        self.bar.inc(by);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some((ends, thread)) = self.appearing.take() {
            drop(ends);
            // It cannot panic, and if it did there would be no bar to take away.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}

/// What a step is, for people.
fn words(step: Step<'_>, language: Language) -> String {
    let mut args = Args::default();
    let key = match step {
        Step::Reading { role, path } => {
            args.set("role", label(language, &format!("words.role.{role}")));
            args.set("file", path.file_name().map(Path::new).unwrap_or(path).display());
            "cli.progress.reading"
        }
        Step::Preparing => "cli.progress.preparing",
        Step::Coverage => "cli.progress.coverage",
        Step::Assessment => "cli.progress.assessment",
        Step::Writing { file } => {
            args.set("file", file);
            "cli.progress.writing"
        }
    };
    for_terminal(&text(language, key, &args)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_in_words() {
        let path = Path::new("data/\u{1b}[2J居住.geojson");
        let steps = [
            Step::Reading { role: "residential", path },
            Step::Reading { role: "plan", path: Path::new("..") },
            Step::Preparing,
            Step::Coverage,
            Step::Assessment,
            Step::Writing { file: "townships.csv" },
        ];
        let told = |language| steps.map(|step| words(step, language)).join("\n");
        insta::assert_snapshot!(told(Language::En), @"
        reading residential land:  [2J居住.geojson
        reading layout plan: ..
        preparing the study: placing and cutting residential land
        measuring coverage
        assessing: configuration, plan, indicators, stages
        writing townships.csv
        ");
        insta::assert_snapshot!(told(Language::ZhCn), @"
        正在读取居住用地图层： [2J居住.geojson
        正在读取布点规划表：..
        正在准备数据：居住用地投影和按界线切分
        正在计算覆盖率
        正在评价：配置率、规划缺口、指标和阶段
        正在写出 townships.csv
        ");
    }

    /// A run that ends before the delay waits for nothing and draws nothing.
    #[test]
    fn a_short_run_is_not_held_up() {
        let started = std::time::Instant::now();
        let bar = Bar::new(Language::En);
        bar.begin(Step::Coverage, Some(10));
        bar.advance(10);
        drop(bar);
        assert!(started.elapsed() < DELAY);
    }
}

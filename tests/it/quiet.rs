//! What the program says while it works, and what it keeps to itself: the bar on a terminal, and `--quiet`.

use std::process::Command;

use crate::run::{Outcome, SAMPLE, UNPRINTED, binary, contents, home, program, run, sample};
use crate::world::{LAYERS, World};

/// `--quiet` says nothing, and the files are the same.
#[test]
fn quiet_prints_nothing_and_writes_the_same() {
    let told = sample(&["--lang", "en"]);
    assert!(!told.outcome.stdout.is_empty() && !told.outcome.stderr.is_empty());
    for flag in ["--quiet", "-q"] {
        let quiet = sample(&["--lang", "en", flag]);
        assert_eq!((quiet.outcome.stdout.as_str(), quiet.outcome.stderr.as_str()), ("", ""));
        assert!(contents(&quiet.output) == contents(&told.output), "the files are the same");
    }
}

/// Of `check --quiet` only the exit status tells; what stops a run is told all the same.
#[test]
fn quiet_leaves_errors_and_the_exit_status() {
    let check = run(&mut program(home(), &["check", SAMPLE, "-q"]), home()).done();
    assert_eq!((check.stdout.as_str(), check.stderr.as_str()), ("", ""));

    let world = World::new();
    world.write("plan.csv", crate::world::PLAN.replace("乙镇", "丙乡"));
    let check = world.run(&[&["check"], &LAYERS[..], &["--quiet"]].concat());
    assert_eq!((check.status, check.stdout.as_str(), check.stderr.as_str()), (1, "", ""));

    let world = World::with_result();
    world.write("residential.geojson", "{");
    insta::assert_snapshot!(world.fails(&["--quiet"]), @"
    exit status 1
    error: cannot read the layer `residential` from `residential.geojson`
      cause: the file ends early, at byte 1 in line 1; complete features before that: 0
      hint: copy or export the file again; check that the disk was not full
    ");
    insta::assert_snapshot!(world.analyze(&["--quiet", "--circle", "x"]).failure(), @"
    exit status 2
    error: cannot use `--circle x`
      cause: expected MINUTES=METRES, such as `5=300`
    ");
}

/// Where standard error is no terminal nothing moves: no control character but line ends.
#[test]
fn no_control_characters_in_a_pipe() {
    let world = World::new();
    let done = slow(&world, "\"$LIFECIRCLE\" $ARGUMENTS");
    assert!(!format!("{}{}", done.stdout, done.stderr).contains(|c: char| c.is_control() && c != '\n'));
    assert!(done.stderr.contains("note: "), "{}", done.stderr);
}

/// Runs `script` in the folder of the world, with the program in `$LIFECIRCLE` and an analysis in `$ARGUMENTS` which
/// takes longer than a second, since its plan table comes late.
fn slow(world: &World, script: &str) -> Outcome {
    let late = "mv plan.csv given.csv; mkfifo plan.csv
        (sleep 1; timeout 20 sh -c 'cat given.csv > plan.csv') > late.txt 2>&1 &";
    let arguments =
        [&["analyze"], &LAYERS[..], &UNPRINTED, &["--lang", "en", "-o", "out"]].concat().join(" ");
    let mut command = assert_cmd::Command::new("sh");
    command.current_dir(world.folder()).env("LC_ALL", "C.UTF-8").env("TERM", "xterm");
    command.env("LIFECIRCLE", binary()).env("ARGUMENTS", arguments);
    command.args(["-ec", &format!("{late}\n{script}\nwait; rm plan.csv; mv given.csv plan.csv")]);
    run(&mut command, world.folder()).done()
}

/// What a terminal is sent when the slow analysis runs on it with this environment and these further arguments;
/// `None`, and a plain word, where there is no `script` to make a terminal of.
fn on_terminal(world: &World, environment: &str, arguments: &str) -> Option<String> {
    let probe = Command::new("script").args(["-qec", "true", "/dev/null"]).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        println!("skipped: `script` of util-linux is not here to make a terminal");
        return None;
    }
    let inner = format!("{environment} \\\"\\$LIFECIRCLE\\\" \\$ARGUMENTS {arguments}");
    let sent = slow(world, &format!("script -qec \"{inner}\" /dev/null < /dev/null"));
    Some(sent.stdout.replace("\r\n", "\n"))
}

/// The bar appears after half a second, says in words what is waited for, has no colours, and is gone before notes and
/// summary, which are those of a run in a pipe.
#[test]
fn the_bar_is_drawn_and_taken_away() {
    const CLEARED: &str = "\u{1b}[2K";
    let world = World::new();
    let plain = world.analyze(&["-o", "out"]).done();
    let Some(sent) = on_terminal(&world, "", "") else { return };
    let (drawn, rest) = sent.rsplit_once(CLEARED).expect("a line was cleared");
    assert!(drawn.contains("reading layout plan: plan.csv"), "{drawn:?}");
    assert_eq!(rest.trim_start_matches('\r'), format!("{}{}", plain.stderr, plain.stdout));
    let is_colour = |after: &str| {
        after.trim_start_matches(|c: char| c.is_ascii_digit() || "[;".contains(c)).starts_with('m')
    };
    assert!(!drawn.split('\u{1b}').skip(1).any(is_colour), "{drawn:?}");
    assert!(!drawn.contains('\n'), "one line only: {drawn:?}");

    for (environment, arguments, expected) in
        [("TERM=dumb", "", rest.trim_start_matches('\r')), ("", "--quiet", "")]
    {
        let sent = on_terminal(&world, environment, arguments);
        assert_eq!(sent.as_deref(), Some(expected), "{environment} {arguments}");
    }
}

/// A run that is over at once draws nothing, on a terminal too.
#[test]
fn a_short_run_draws_nothing() {
    let world = World::new();
    let plain = world.analyze(&["-o", "out"]).done();
    let arguments =
        [&["analyze"], &LAYERS[..], &UNPRINTED, &["--lang", "en", "-o", "out"]].concat().join(" ");
    let command = format!("'{}' {arguments}", binary().display());
    let output = Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .current_dir(world.folder())
        .envs([("LC_ALL", "C.UTF-8"), ("TERM", "xterm")])
        .stdin(std::process::Stdio::null())
        .output();
    let Some(output) = output.ok().filter(|output| output.status.success()) else {
        println!("skipped: `script` of util-linux is not here to make a terminal");
        return;
    };
    let sent = String::from_utf8(output.stdout).expect("UTF-8").replace("\r\n", "\n");
    assert_eq!(sent, format!("{}{}", plain.stderr, plain.stdout));
}

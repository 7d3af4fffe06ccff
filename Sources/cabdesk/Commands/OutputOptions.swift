import ArgumentParser

/// The option of every command that prints data.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON document instead of text for reading.")
    var json = false
}

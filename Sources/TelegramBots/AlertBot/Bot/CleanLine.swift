/// Text from outside for a place inside a message of ours: one line that cannot pass for several, without control
/// characters and without marks that turn the direction of what follows.
enum CleanLine {
    static func of(_ text: String, atMost limit: Int) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                if scalars.last != " " { scalars.append(" ") }
            } else if !turnsDirection(scalar) {
                scalars.append(scalar)
            }
        }
        let line = String(scalars).drop { $0 == " " }
        let end = line.last == " " ? line.dropLast() : line
        return end.count > limit ? end.prefix(limit) + "…" : String(end)
    }

    /// The marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9, table 4).
    private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

import HelpdeskModels

/// The alert bot's texts in one language, with times at one fixed offset from UTC.
struct AlertStrings: Sendable {
    let language: Language
    let utcOffsetMinutes: Int

    subscript(phrase: AlertPhrase) -> String {
        switch language {
        case .ukrainian: ukrainian(phrase)
        case .russian: russian(phrase)
        case .english: english(phrase)
        }
    }

    subscript(duty phrase: DutyPhrase) -> String {
        switch language {
        case .ukrainian: ukrainian(phrase)
        case .russian: russian(phrase)
        case .english: english(phrase)
        }
    }
}

extension AlertStrings {
    /// `21:05 (GMT+3)`.
    func time(_ time: Timestamp) -> String {
        let minutes = Int((time.milliseconds / 60_000 + Int64(utcOffsetMinutes)) % 1440)
        return "\(TimeOfDay(minutes: (minutes + 1440) % 1440)?.description ?? "") (\(zone))"
    }

    /// `GMT+3` or `GMT+5:30`.
    var zone: String { Self.zone(utcOffsetMinutes) }

    static func zone(_ offset: Int) -> String {
        let minutes = abs(offset)
        let rest = minutes % 60
        return "GMT\(offset < 0 ? "-" : "+")\(minutes / 60)" + (rest == 0 ? "" : rest < 10 ? ":0\(rest)" : ":\(rest)")
    }

    /// `20:00–08:00 (GMT+3)`.
    func hours(_ hours: AlertHours) -> String {
        "\(hours.from)–\(hours.to) (\(Self.zone(hours.utcOffsetMinutes)))"
    }

    /// The form of a word that goes with a number in Ukrainian and Russian (CLDR plural rules one, few, many).
    func slavicPlural(_ count: Int, _ one: String, _ few: String, _ many: String) -> String {
        let tens = abs(count) % 100
        if (11...14).contains(tens) { return "\(count) \(many)" }
        switch tens % 10 {
        case 1: return "\(count) \(one)"
        case 2...4: return "\(count) \(few)"
        default: return "\(count) \(many)"
        }
    }

    /// `#7 «Лига» (not verified), Olena: no calls`, as far as it is known.
    func report(
        _ number: Int64, _ service: ReportedService?, _ reporter: String, _ text: String, unnamed: String,
        unverified: String
    ) -> String {
        let name = service.map { "«\($0.name)»" + ($0.isVerified ? "" : " (\(unverified))") } ?? unnamed
        return "#\(number) \(name), \(reporter)" + (text.isEmpty ? "" : ": \(text)")
    }
}

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

package import HelpdeskModels

/// The argument parser's messages about a wrong command line, in the reader's language.
///
/// The parser speaks English and offers no table of its sentences, so they are recognised here, one by one. A sentence
/// that is not known stays as it is, which a test of the programs would show after an update of the parser.
package enum UsageMessage {
    /// A whole message as the parser gives it: what is wrong, perhaps the argument's help, and how the command is used.
    package static func text(_ message: String, in language: Language) -> String {
        guard language != .english else { return message }
        var parts = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // The arguments may have line ends of their own.
        let end = parts.firstIndex { $0.hasPrefix("Help:") || $0.hasPrefix("Usage:") } ?? parts.count
        let sentence = parts[..<end].joined(separator: "\n")
        parts.replaceSubrange(..<end, with: [whole(sentence, language)])
        return parts.map { label($0, language) }.joined(separator: "\n")
    }

    private static func whole(_ sentence: String, _ language: Language) -> String {
        let start = "Error: "
        guard sentence.hasPrefix(start) else { return sentence }
        let error = language == .ukrainian ? "Помилка: " : "Ошибка: "
        return error + translated(String(sentence.dropFirst(start.count)), language)
    }

    private static func label(_ line: String, _ language: Language) -> String {
        let isUkrainian = language == .ukrainian
        for (english, ukrainian, russian) in [
            ("Help:", "Довідка:", "Справка:"), ("Usage:", "Використання:", "Использование:"),
            ("       or:", "       або:", "       или:"),
        ] where line.hasPrefix(english) {
            return (isUkrainian ? ukrainian : russian) + line.dropFirst(english.count)
        }
        if let match = line.wholeMatch(of: #/  See '(.+)' for more information\./#) {
            return isUkrainian ? "  Докладніше: \(match.1)" : "  Подробнее: \(match.1)"
        }
        return line
    }

    private static func translated(_ sentence: String, _ language: Language) -> String {
        let isUkrainian = language == .ukrainian
        func choose(_ ukrainian: String, _ russian: String) -> String { isUkrainian ? ukrainian : russian }
        if let match = sentence.wholeMatch(of: /Unknown option '(.+)'\. Did you mean '(.+)'\?/.dotMatchesNewlines()) {
            return choose(
                "немає такої опції: \(match.1). Можливо, \(match.2)?",
                "нет такой опции: \(match.1). Возможно, \(match.2)?")
        }
        if let match = sentence.wholeMatch(of: /Unknown option '(.+)'/.dotMatchesNewlines()) {
            return choose("немає такої опції: \(match.1)", "нет такой опции: \(match.1)")
        }
        if let match = sentence.wholeMatch(of: /Missing value for '(.+)'/.dotMatchesNewlines()) {
            return choose("бракує значення: \(match.1)", "не хватает значения: \(match.1)")
        }
        if let match = sentence.wholeMatch(of: /Missing expected argument '(.+)'/.dotMatchesNewlines()) {
            return choose("бракує аргументу: \(match.1)", "не хватает аргумента: \(match.1)")
        }
        if let match = sentence.wholeMatch(of: /Missing one of: '(.+)'/.dotMatchesNewlines()) {
            return choose("бракує одного з аргументів: \(match.1)", "не хватает одного из аргументов: \(match.1)")
                .replacing("', '", with: ", ")
        }
        if let match = sentence.wholeMatch(of: /Unexpected argument '(.*)'/.dotMatchesNewlines()) {
            return choose("зайвий аргумент: «\(match.1)»", "лишний аргумент: «\(match.1)»")
        }
        if let match = sentence.wholeMatch(of: /[0-9]+ unexpected arguments: '(.*)'/.dotMatchesNewlines()) {
            return choose("зайві аргументи: \(match.1)", "лишние аргументы: \(match.1)").replacing("', '", with: ", ")
        }
        if let match = sentence.wholeMatch(of: /The value '(.*)' is invalid for '(.+?)'(.*)/.dotMatchesNewlines()) {
            return choose(
                "\(match.2): значення «\(match.1)» не підходить", "\(match.2): значение «\(match.1)» не подходит")
                + choices(String(match.3), language)
        }
        if let match = sentence.wholeMatch(
            of: /The option '(.+)' does not take any value, but '(.*)' was specified\./.dotMatchesNewlines())
        {
            return choose(
                "\(match.1) не має значення, а задано «\(match.2)»", "у \(match.1) нет значения, а задано «\(match.2)»")
        }
        if let match = sentence.wholeMatch(
            of: /Value to be set with flag '(.+)' had already been set with flag '(.+)'/.dotMatchesNewlines())
        {
            return choose("\(match.1) суперечить \(match.2)", "\(match.1) противоречит \(match.2)")
        }
        if sentence == "Missing required subcommand." { return choose("бракує команди", "не хватает команды") }
        return sentence
    }

    /// The values allowed in place of an invalid one: `. Please provide one of 'a', 'b' or 'c'.`
    private static func choices(_ tail: String, _ language: Language) -> String {
        let prefix = ". Please provide one of "
        guard tail.hasPrefix(prefix) else { return tail }
        let names = tail.dropFirst(prefix.count).matches(of: /'([^']+)'/).map { String($0.1) }
        let start = language == .ukrainian ? ". Можливі значення: " : ". Возможные значения: "
        return start + names.joined(separator: ", ")
    }
}

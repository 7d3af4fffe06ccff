public import HelpdeskCore
public import HelpdeskModels

/// The figures of a desk as lines, for the screen, the linear mode and the command line.
public struct StatisticsText {
    private let figures: Statistics
    private let desk: DeskSnapshot
    private let strings: Strings

    public init(_ figures: Statistics, desk: DeskSnapshot, strings: Strings) {
        self.figures = figures
        self.desk = desk
        self.strings = strings
    }

    public var lines: [String] {
        let answers = figures.firstAnswer
        var lines = [
            said("Open now: ", uk: "Відкриті зараз: ", ru: "Открыты сейчас: ") + "\(figures.open.total)",
            "  " + zip(ages, figures.open.counts).map { "\($0): \($1)" }.joined(separator: " · "),
            "",
            "\(strings.date(figures.from)) – \(strings.date(figures.to))",
            said("Filed: ", uk: "Створено: ", ru: "Создано: ") + "\(figures.filed)"
                + said(" · resolved: ", uk: " · вирішено: ", ru: " · решено: ") + "\(figures.resolved)"
                + said(" · reopened: ", uk: " · відкрито знову: ", ru: " · открыто снова: ") + "\(figures.reopened)",
            said("First answers: ", uk: "Перші відповіді: ", ru: "Первые ответы: ") + "\(answers.count)",
        ]
        if let median = answers.median, let most = answers.percentile90 {
            let (half, nine) = (limit(median), limit(most))
            lines.append(
                said(
                    "  half within \(half), nine of ten within \(nine)",
                    uk: "  половина за \(half), дев’ять із десяти за \(nine)",
                    ru: "  половина за \(half), девять из десяти за \(nine)"))
            let (hour, eight) = (share(answers.withinHour), share(answers.withinEightHours))
            lines.append(
                said(
                    "  within 1 h: \(hour) % · within 8 h: \(eight) %",
                    uk: "  за 1 год: \(hour) % · за 8 год: \(eight) %",
                    ru: "  за 1 ч: \(hour) % · за 8 ч: \(eight) %"))
        }
        var ratings = said("Ratings: ", uk: "Оцінки: ", ru: "Оценки: ") + "\(figures.ratings.count)"
        if let mean = figures.ratings.mean {
            let written = "\((mean * 10).rounded() / 10)"
            ratings +=
                said(", on average ", uk: ", у середньому ", ru: ", в среднем ")
                + (strings.language == .english ? written : written.replacing(".", with: ","))
        }
        lines.append(ratings)
        let topics = figures.topics.map { topic in
            let title = desk.topics.first { $0.id == topic.topic }?.title[strings.language] ?? topic.topic.rawValue
            return (title, topic.filed, topic.open)
        }
        let services = figures.services.map { service in
            (
                desk.services.first { $0.id == service.service }?.name ?? service.service.rawValue, service.filed,
                service.open
            )
        }
        lines += part(said("By topic", uk: "За темами", ru: "По темам"), topics)
        lines += part(said("By service", uk: "За службами", ru: "По службам"), services)
        return lines
    }

    private var ages: [String] {
        ["< 1", "< 8", "< 24", "< 72", "≥ 72"].map { $0 + said(" h", uk: " год", ru: " ч") }
    }

    /// Hours with their minutes, rounded up: within the bare hours there were fewer.
    private func limit(_ seconds: Int) -> String {
        let minutes = (seconds + 59) / 60
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        guard (1..<48).contains(hours), rest > 0 else { return strings.span(seconds: minutes * 60) }
        return "\(strings.span(seconds: hours * 3600)) \(strings.span(seconds: rest * 60))"
    }

    private func share(_ count: Int) -> Int {
        figures.firstAnswer.count == 0 ? 0 : count * 100 / figures.firstAnswer.count
    }

    private func part(_ title: String, _ rows: [(name: String, filed: Int, open: Int)]) -> [String] {
        if rows.isEmpty { return [] }
        let heading = said("filed, open now", uk: "створено, відкриті зараз", ru: "создано, открыты сейчас")
        return ["", "\(title): \(heading)"] + rows.map { "  \($0.name): \($0.filed), \($0.open)" }
    }

    private func said(_ english: String, uk ukrainian: String, ru russian: String) -> String {
        strings.language.choose(english, uk: ukrainian, ru: russian)
    }
}

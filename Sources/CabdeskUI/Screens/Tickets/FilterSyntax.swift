import Foundation
public import HelpdeskCore
public import HelpdeskModels

/// How a filter is written: words, dates, and conditions as `topic:Телефонія`, `status:open` or `before:2026-03-12`, with
/// their names in any of the three languages and a value with spaces in quotes.
public struct FilterSyntax {
    enum Operator: CaseIterable {
        case topic, from, status, priority, before, after, service, assignee
    }

    let strings: Strings
    let desk: DeskSnapshot
    let now: Timestamp

    public init(strings: Strings, desk: DeskSnapshot, now: Timestamp) {
        self.strings = strings
        self.desk = desk
        self.now = now
    }

    /// Reads a filter as words to look for and conditions. A name without a value is no condition yet; a value that names
    /// nothing finds nothing. Several values of one name are alternatives, except for an author and dates, where the last
    /// one counts.
    public func parse(_ text: String) -> (words: String, conditions: TicketConditions) {
        var words: [String] = []
        var conditions = TicketConditions()
        for token in Self.tokens(text) {
            if let (name, value) = condition(token) {
                if !value.isEmpty { add(name, value, to: &conditions) }
            } else if token.split(whereSeparator: { "-.".contains($0) }).count == 3, let day = day(token) {
                conditions.activity = day
            } else {
                let word = token.filter { !Self.quotes.contains($0) }
                if !word.isEmpty { words.append(word) }
            }
        }
        return (words.joined(separator: " "), conditions)
    }

    private func add(_ name: Operator, _ value: String, to conditions: inout TicketConditions) {
        func meant<ID: Hashable>(_ things: [(ID, [String])]) -> Set<ID> {
            let wanted = Folding.fold(value)
            return Set(things.filter { $0.1.contains { Folding.fold($0).contains(wanted) } }.map(\.0))
        }
        switch name {
        case .topic:
            conditions.topics = (conditions.topics ?? []).union(
                meant(desk.topics.map { ($0.id, titles(of: $0) + [$0.id.rawValue]) }))
        case .from: conditions.author = value
        case .status:
            let wanted = Folding.fold(value)
            conditions.statuses = (conditions.statuses ?? []).union(
                Ticket.Status.allCases.filter { status in
                    names(of: status).contains { Folding.fold($0).hasPrefix(wanted) }
                })
        case .priority:
            let wanted = Folding.fold(value)
            conditions.priorities = (conditions.priorities ?? []).union(
                Ticket.Priority.allCases.filter { priority in
                    names(of: priority).contains { Folding.fold($0).hasPrefix(wanted) }
                })
        case .before: conditions.filedBefore = day(value)?.lowerBound ?? noTime(&conditions)
        case .after: conditions.filedFrom = day(value)?.lowerBound ?? noTime(&conditions)
        case .service:
            conditions.services = (conditions.services ?? []).union(meant(desk.services.map { ($0.id, [$0.name]) }))
        case .assignee:
            let nobody = (User.ID(""), Language.allCases.map { Strings(language: $0)[.nobody] })
            conditions.assignees = (conditions.assignees ?? []).union(
                meant([nobody] + desk.agents.map { ($0.id, [$0.name]) }))
        }
    }

    /// A value that is no date finds nothing.
    private func noTime(_ conditions: inout TicketConditions) -> Timestamp? {
        let start = Timestamp(milliseconds: 0)
        conditions.activity = start..<start
        return nil
    }

    // MARK: Names and values

    private func names(of name: Operator) -> [String] {
        switch name {
        case .topic: ["topic", "тема"]
        case .from: ["from", "від", "от", "автор"]
        case .status: ["status", "стан", "статус", "состояние"]
        case .priority: ["priority", "пріоритет", "приоритет"]
        case .before: ["before", "до"]
        case .after: ["after", "після", "после"]
        case .service: ["service", "служба"]
        case .assignee: ["assignee", "відповідає", "отвечает"]
        }
    }

    /// The name that a reader of the language types.
    private func name(of name: Operator) -> String {
        switch (strings.language, name) {
        case (.english, _): names(of: name)[0]
        case (.ukrainian, _): names(of: name)[1]
        case (.russian, .from): "от"
        case (.russian, .status): "статус"
        case (.russian, .priority): "приоритет"
        case (.russian, .after): "после"
        case (.russian, .assignee): "отвечает"
        case (.russian, _): names(of: name)[1]
        }
    }

    private func titles(of topic: Topic) -> [String] { Language.allCases.map { topic.title[$0] } }

    private func names(of status: Ticket.Status) -> [String] {
        [status.rawValue] + Language.allCases.map { shown(status, in: Strings(language: $0)) }
    }

    private func names(of priority: Ticket.Priority) -> [String] {
        [priority.rawValue] + Language.allCases.map { Strings(language: $0)[.priority(priority)] }
    }

    /// The name that the list shows.
    private func shown(_ status: Ticket.Status, in strings: Strings) -> String {
        strings[isStaff ? .statusForStaff(status) : .status(status)]
    }

    private var isStaff: Bool { desk.me?.user.role.isStaff ?? false }

    /// Service and assignee concern the staff alone.
    private var operators: [Operator] {
        Operator.allCases.filter { isStaff || ![.service, .assignee].contains($0) }
    }

    private func condition(_ token: String) -> (Operator, value: String)? {
        guard let colon = token.firstIndex(of: ":") else { return nil }
        let typed = Folding.fold(String(token[..<colon]))
        guard let name = operators.first(where: { names(of: $0).contains { Folding.fold($0) == typed } }) else {
            return nil
        }
        return (name, token[token.index(after: colon)...].filter { !Self.quotes.contains($0) })
    }

    private static let quotes: Set<Character> = ["\"", "«", "»", "“", "”", "„"]

    /// The words of a filter; what stands in quotes is one.
    private static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        var token = ""
        var isQuoted = false
        for character in text {
            if quotes.contains(character) { isQuoted.toggle() }
            if character.isWhitespace, !isQuoted {
                if !token.isEmpty { tokens.append(token) }
                token = ""
            } else {
                token.append(character)
            }
        }
        return token.isEmpty ? tokens : tokens + [token]
    }

    // MARK: Dates

    /// The day that a text names, in the reader's zone: `2026-03-12`, `12.03.2026`, `12.03` of this year, today, yesterday.
    func day(_ text: String) -> Range<Timestamp>? {
        let today = CivilTime(now, in: strings.timeZone)
        let typed = Folding.fold(text)
        let numbers = typed.split(omittingEmptySubsequences: false) { "-.".contains($0) }.map {
            UInt16($0).map(Int.init)
        }
        let first: Timestamp?
        if ["today", "сьогодні", "сегодня"].map(Folding.fold).contains(typed) {
            first = midnight(today.year, today.month, today.day)
        } else if ["yesterday", "вчора", "вчера"].map(Folding.fold).contains(typed) {
            first = midnight(today.year, today.month, today.day - 1)
        } else if typed.contains("-"), numbers.count == 3, let year = numbers[0], let month = numbers[1],
            let day = numbers[2]
        {
            first = day > 0 ? midnight(year, month, day) : nil
        } else if typed.contains("."), (2...3).contains(numbers.count), let day = numbers[0], let month = numbers[1] {
            let year = numbers.count == 2 ? today.year : numbers[2]
            first = day > 0 ? year.flatMap { midnight($0, month, day) } : nil
        } else {
            first = nil
        }
        guard let first else { return nil }
        // A day with a change of the clock has another length; noon of the next one is never far off.
        let next = CivilTime(first.adding(seconds: 36 * 3600), in: strings.timeZone)
        guard let end = midnight(next.year, next.month, next.day), first < end else { return nil }
        return first..<end
    }

    /// The first moment of a day in the reader's zone; nil for what is no date.
    private func midnight(_ year: Int, _ month: Int, _ day: Int) -> Timestamp? {
        guard (1970...9999).contains(year), (1...12).contains(month), (0...31).contains(day) else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(year - 1900), Int32(month - 1), Int32(day))
        let utc = Timestamp(milliseconds: Int64(timegm(&parts)) * 1000)
        let guess = utc.adding(seconds: -Double(strings.timeZone.offsetSeconds(at: utc)))
        let moment = utc.adding(seconds: -Double(strings.timeZone.offsetSeconds(at: guess)))
        // 31.02. is no day, though timegm(3) takes it for one of March.
        return day == 0 || CivilTime(moment, in: strings.timeZone).day == day ? moment : nil
    }

    // MARK: Completion

    struct Completion: Equatable {
        var text: String
        var candidates: [String]
    }

    /// Completes the last word as far as that is clear, and lists what the word could become.
    func complete(_ text: String) -> Completion {
        let last = text.last?.isWhitespace == false ? Self.tokens(text).last ?? "" : ""
        let all: [String]
        if let (name, _) = condition(last), let colon = last.firstIndex(of: ":") {
            all = values(of: name).map { last[...colon] + ($0.contains(" ") ? "\"\($0)\"" : $0) }
        } else {
            all = operators.map { name(of: $0) + ":" }
        }
        func plain(_ text: String) -> String { Folding.fold(text.filter { !Self.quotes.contains($0) }) }
        let candidates = all.filter { plain($0).hasPrefix(plain(last)) }
        guard let first = candidates.first else { return Completion(text: text, candidates: []) }
        var common = first
        if candidates.count > 1 {
            common = candidates.dropFirst().reduce(first) { String(zip($0, $1).prefix { $0 == $1 }.map(\.0)) }
        }
        let isDone = candidates.count == 1 && !common.hasSuffix(":")
        guard common.count > last.count || isDone else { return Completion(text: text, candidates: candidates) }
        return Completion(
            text: String(text.dropLast(last.count)) + common + (isDone ? " " : ""), candidates: candidates)
    }

    private func values(of name: Operator) -> [String] {
        switch name {
        case .topic: desk.topics.map { $0.title[strings.language] }
        case .status: Ticket.Status.allCases.map { shown($0, in: strings) }
        case .priority: Ticket.Priority.allCases.reversed().map { strings[.priority($0)] }
        case .service: desk.services.map(\.name)
        case .assignee: [strings[.nobody]] + desk.agents.map(\.name)
        case .from, .before, .after: []
        }
    }
}

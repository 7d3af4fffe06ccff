import HelpdeskModels

/// The texts of messages, and what files they have.
extension RequestTrackerBackend {
    /// Fewer than a page has rows: where each message is one text, the answer is not full and so the last.
    private static let messages = 90
    /// In bytes: what is received at a time of texts that do not come with the first answer. More is in nobody's tickets.
    private static let mostText: Int64 = 64 << 20

    /// The parts of the transactions' messages, with the texts of those that are text.
    ///
    /// One request brings the texts that are written into messages, and the shells around several parts. A message
    /// that is one text and nothing else, as most are, is complete with it. Of the others all parts are asked for, by
    /// name and size only: no file is received without being asked for.
    ///
    /// Throws `answerTooLarge` where the texts are more than a program should hold.
    func contents(of transactions: [Int64]) async throws(HelpdeskError) -> [Int64: RTContent] {
        var contents: [Int64: RTContent] = [:]
        for start in stride(from: 0, to: transactions.count, by: Self.messages) {
            let batch = Array(transactions[start..<min(start + Self.messages, transactions.count)])
            let written = try await written(in: batch)
            var texts: [Int64: String] = [:]
            for (part, text) in written where part.isText { texts[part.number] = text }
            let byTransaction = Dictionary(grouping: written.map(\.part), by: \.transaction)
            let simple = byTransaction.filter { $0.value.count == 1 && $0.value.allSatisfy { !$0.isShell } }
            var parts = simple.values.flatMap(\.self)
            parts += try await self.parts(of: batch.filter { simple[$0] == nil })
            let missing = parts.filter { $0.isText && texts[$0.number] == nil }
            guard missing.reduce(0, { $0 + $1.size }) <= Self.mostText else {
                throw HelpdeskError(.answerTooLarge, subject: host, detail: "more than \(Self.mostText) bytes of text")
            }
            texts.merge(try await self.texts(of: missing)) { $1 }
            for (transaction, parts) in Dictionary(grouping: parts, by: \.transaction) {
                contents[transaction] = RTContent(parts: parts, texts: texts)
            }
        }
        return contents
    }

    /// The texts and shells that have no file name. Nothing where the texts are too long to be received at once.
    private func written(in transactions: [Int64]) async throws(HelpdeskError) -> [(part: RTPart, text: String)] {
        // RT joins conditions on one field by OR, and those on different fields by AND.
        let conditions =
            Self.conditions("TransactionId", transactions) + [
                #"{"field":"Filename","operator":"IS","value":"NULL"}"#, #"{"field":"Filename","value":""}"#,
                #"{"field":"ContentType","operator":"STARTSWITH","value":"text/"}"#,
                #"{"field":"ContentType","operator":"STARTSWITH","value":"multipart/"}"#,
            ]
        do throws(HelpdeskError) {
            return try await attachments(RTPart.fields + ",Content", conditions).compactMap { row in
                RTPart(row).map { ($0, row["Content"].text) }
            }
        } catch {
            guard error.code == .answerTooLarge else { throw error }
            return []
        }
    }

    private func parts(of transactions: [Int64]) async throws(HelpdeskError) -> [RTPart] {
        guard !transactions.isEmpty else { return [] }
        return try await attachments(RTPart.fields, Self.conditions("TransactionId", transactions))
            .compactMap { RTPart($0) }
    }

    /// The texts by the number of the part; asked for in portions of a few megabytes.
    private func texts(of parts: [RTPart]) async throws(HelpdeskError) -> [Int64: String] {
        var texts: [Int64: String] = [:]
        var rest = parts[...]
        while let first = rest.first {
            var portion = [first.number]
            var size = first.size
            rest = rest.dropFirst()
            while let next = rest.first, portion.count < Self.batch, size + next.size < 4 << 20 {
                portion.append(next.number)
                size += next.size
                rest = rest.dropFirst()
            }
            for row in try await attachments("Content", Self.conditions("id", portion)) {
                if let number = row["id"].number { texts[number] = row["Content"].text }
            }
        }
        return texts
    }

    private func attachments(_ fields: String, _ conditions: [String]) async throws(HelpdeskError) -> [RTValue] {
        try await rows(
            "/attachments", query: [("orderby", "id"), ("fields", fields)],
            body: "[" + conditions.joined(separator: ",") + "]", mediaType: "application/json")
    }

    private static func conditions(_ field: String, _ numbers: [Int64]) -> [String] {
        numbers.map { #"{"field":"\#(field)","value":\#($0)}"# }
    }
}

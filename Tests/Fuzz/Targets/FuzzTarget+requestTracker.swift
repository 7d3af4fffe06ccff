import Foundation
import HelpdeskModels
import HelpdeskTransport
import TestSupport

@testable import HelpdeskCore

/// Answers of another helpdesk.
extension FuzzTarget {
    private static let identifier = RTIdentifier(address: "https://rt.example")

    /// Any JSON becomes what the model can hold, and ids lead back to the numbers that they are made of.
    static func requestTracker(_ bytes: [UInt8]) throws(Finding) {
        guard let value = try? RTValue(Data(bytes)) else { return }
        _ = RTPage(value, number: 1, rows: 20, .complete, TransportResponse(status: 200, headers: [:]))
        let rows = value.items.isEmpty ? value["items"].items + [value] : value.items
        let parts = rows.compactMap { RTPart($0) }
        let transactions = rows.compactMap { RTTransaction($0) }
        let text = rows.first?["Content"].text ?? ""
        let texts = Dictionary(parts.map { ($0.number, text) }) { first, _ in first }
        let contents = Dictionary(grouping: parts, by: \.transaction).mapValues { RTContent(parts: $0, texts: texts) }
        for queue in rows.compactMap({ RTQueue($0) }) { try requireSameOnTheWire(queue.topic(refused: [])) }
        for ticket in rows.compactMap({ RTTicket($0) }) {
            let conversation = RTConversation(
                ticket: ticket, transactions: transactions, contents: contents, people: [:], me: Sample.me,
                identifier: identifier)
            try requireSameOnTheWire(conversation.summary)
            for message in conversation.messages { try requireSameOnTheWire(message) }
            for event in conversation.events { try requireSameOnTheWire(event) }
            try require(
                identifier.number(.ticket, of: conversation.summary.id.uuid) == ticket.number,
                "the id of ticket \(ticket.number) is another's")
        }
    }

    /// A document becomes text that is not much longer.
    static func html(_ text: String) throws(Finding) {
        let converted = RTContent.clean(HTMLText.convert(text))
        try require(converted.utf8.count <= 32 * text.utf8.count + 64, "\(converted.utf8.count) bytes of text")
        try require(converted.last?.isWhitespace != true, "ends in white space")
    }

    /// A file does not depend on the pieces in which its answer arrives. The first byte is the length of a piece.
    static func requestTrackerFile(_ bytes: [UInt8]) throws(Finding) {
        guard let first = bytes.first else { return }
        let answer = Array(bytes.dropFirst())
        let whole = fileContent(of: answer, pieces: max(1, answer.count))
        let pieces = fileContent(of: answer, pieces: Int(first % 16) + 1)
        try require(
            whole == pieces, "\(whole.map(Array.init) as Any) at once, \(pieces.map(Array.init) as Any) in pieces")
    }

    /// Nil where there is none.
    private static func fileContent(of answer: [UInt8], pieces length: Int) -> Data? {
        var reader = RTFileContent.Reader()
        var content = Data()
        for start in stride(from: 0, to: answer.count, by: length) where !reader.isComplete {
            let piece = answer[start..<min(start + length, answer.count)]
            guard let decoded = piece.withUnsafeBytes({ reader.take($0) }) else { return nil }
            content += decoded
        }
        return reader.isComplete ? content : nil
    }
}

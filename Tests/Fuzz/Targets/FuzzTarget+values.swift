import Foundation
import HelpdeskDesk
import HelpdeskModels

@testable import HelpdeskCore
@testable import HelpdeskServer

/// Small values: times, cursors, codes, words to search for.
extension FuzzTarget {
    /// A time that was read is written so that it is read again.
    static func dates(_ text: String) throws(Finding) {
        if let time = Timestamp(text) {
            try require(Timestamp(time.description) == time, "\(time) is not read again")
            try require(time.description.utf8.count == 24, "not in the one form: \(time)")
            _ = time.date
            _ = time.httpDate
            _ = RTDate.read(text)
        }
        if let time = TimeOfDay(text) {
            try requireSame(time.description, text, "a time of day that is written otherwise")
        }
    }

    /// A cursor that was read is within the feed, and is written so that it is read again.
    static func cursor(_ bytes: [UInt8]) throws(Finding) {
        if let cursor = ChangeCursor(Data(bytes), latest: 1000) {
            try require((0...1000).contains(cursor.position) && (0...1000).contains(cursor.base), "beyond the feed")
            try require(cursor.data == Data(bytes), "\(cursor) is written otherwise")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if let cursor = RTCursor(text) {
            guard let encoded = try? cursor.encoded() else { throw Finding("\(cursor) cannot be written") }
            try require(RTCursor(encoded) == cursor, "\(cursor) is not read again")
            _ = (cursor.knownNumbers, cursor.todoNumbers)
        }
        if let numbers = RTNumbers.read(text) {
            try require(RTNumbers.read(RTNumbers.write(numbers)) == numbers, "numbers are lost")
        }
    }

    /// A code that was read is written so that it is read again.
    static func codes(_ text: String) throws(Finding) {
        if let code = InvitationCode(text) {
            try require(InvitationCode(code.text) == code, "\(code.text) is not read again")
            try require(code.text.utf8.count == 19, "not in the one form: \(code.text)")
            try require(InvitationSignIn.isCode(Secret(code.text)), "the client takes \(code.text) for a token")
        }
        if let token = AccessToken(text) { try requireSame(token.text, text, "another token") }
        if let code = LinkCode(text) { try requireSame(code.text, text, "another code") }
    }

    /// The first line is searched for in the rest: what is found lies in the text, in order, apart; and the index has the
    /// words that a filter is cut into.
    static func search(_ bytes: [UInt8]) throws(Finding) {
        let (filter, rest) = bytes.firstLine
        let text = String(decoding: rest, as: UTF8.self)
        var end = text.startIndex
        for range in Folding.ranges(of: filter, in: text) {
            try require(range.lowerBound >= end && range.upperBound <= text.endIndex, "found outside or twice")
            try require(!range.isEmpty, "nothing is found")
            end = range.upperBound
        }
        let (terms, words) = (SearchTerm.terms(filter), Folding.words(text))
        for term in terms {
            try require(term.trigrams.isEmpty == term.isShort, "\(term.text) has no runs of letters")
            try require(
                term.occurs(in: words) == !Folding.ranges(of: [term], in: text).isEmpty,
                "found and not marked, or reverse")
        }
        // The index cuts at ASCII.
        let cut = Set(words.unicodeScalars.split(separator: " ").map { String($0) })
        try require(cut == Set(SearchTerm.terms(text).map(\.text)), "other words in the index")
    }
}

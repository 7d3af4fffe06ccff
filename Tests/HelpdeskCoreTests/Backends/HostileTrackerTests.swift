import Foundation
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

@testable import HelpdeskCore

/// Request Tracker with answers that it never gives.
struct HostileTrackerTests {
    /// A tracker of two tickets and a file.
    private static func honest(_ request: TransportRequest) -> String {
        let path = request.url.split(separator: "?")[0].replacing("https://rt.example", with: "")
        let person = #"{"id":"22","Name":"olena","RealName":"Олена"}"#
        let dates = #""Created":"2026-11-22T18:30:57Z","LastUpdated":"2026-11-22T18:30:57Z""#
        func ticket(_ number: Int) -> String {
            """
            {"id":"\(number)","Subject":"A","Status":"open","Queue":{"id":"1"},"Owner":\(person),"Creator":\(person),
            "Requestor":[\(person)],\(dates),"Resolved":"1970-01-01T00:00:00Z","EffectiveId":{"id":"\(number)"}}
            """
        }
        func list(_ items: String, _ total: Int) -> String { #"{"items":[\#(items)],"total":\#(total),"pages":1}"# }
        switch path {
        case "/REST/2.0/rt": return #"{"Version":"5.0.3"}"#
        case "/REST/2.0/tickets": return list(ticket(7) + "," + ticket(5), 2)
        case "/REST/2.0/queues/all": return list(#"{"id":"1"}"#, 1)
        case "/REST/2.0/queue/1":
            return #"{"id":"1","Name":"General","_hyperlinks":[{"ref":"create","type":"ticket"}]}"#
        case "/REST/2.0/transactions":
            let row = #""Type":"Correspond","Created":"2026-11-22T18:30:57Z","Creator":\#(person)"#
            return list(#"{"id":"70","ObjectId":"7",\#(row)},{"id":"71","ObjectId":"5",\#(row)}"#, 2)
        case "/REST/2.0/attachments":
            let row = #""ContentType":"text/plain","Content":"Hello","ContentLength":"5""#
            return list(
                #"{"id":"90","TransactionId":{"id":"70"},"Filename":"",\#(row)},"#
                    + #"{"id":"91","TransactionId":{"id":"71"},"Filename":"a.txt",\#(row)}"#, 2)
        case "/REST/2.0/ticket/7", "/REST/2.0/ticket/5": return ticket(7)
        default: return #"{"id":"22","Name":"olena","RealName":"Олена","Privileged":"0"}"#
        }
    }

    private func backend(
        _ answer: @escaping @Sendable (TransportRequest, Int) -> String
    ) throws -> (RequestTrackerBackend, AnsweringTransport) {
        let transport = AnsweringTransport { request, number in
            TransportResponse(
                status: 200, headers: ["content-type": "application/json"], body: Data(answer(request, number).utf8))
        }
        return (
            try RequestTrackerBackend(url: "https://rt.example", user: "olena", secret: "pass", transport: transport),
            transport
        )
    }

    @Test("Whatever single values become, an answer is refused in order, or the store can still be read")
    func mutations() async throws {
        let folder = try TemporaryFolder()
        var believed = 0
        for seed in UInt64(0)..<40 {
            let store = try Store(directory: folder.path + "/\(seed)")
            let (backend, transport) = try backend { request, number in
                let answer = Self.honest(request)
                guard (number + Int(seed)) % 4 == 0, number < 200 else { return answer }
                var mutator = HostileJSON(seed: seed * 1000 + UInt64(number))
                return String(decoding: mutator.change(Data(answer.utf8)), as: UTF8.self)
            }
            let engine = SyncEngine(store: store, backend: backend)
            for _ in 1...2 {
                do throws(HelpdeskError) {
                    _ = try await engine.syncOnce()
                    believed += 1
                } catch {
                    #expect(
                        [.badAnswer, .notCabdesk, .otherAccount, .forbidden, .notFound].contains(error.code),
                        "seed \(seed): \(error)")
                }
            }
            #expect(transport.addresses.count < 400, "seed \(seed)")
            for id in try await store.ticketIDs(TicketQuery()) { _ = try await store.conversation(id) }
            try FileManager.default.removeItem(atPath: folder.path + "/\(seed)")
        }
        #expect(believed > 5)
    }

    @Test("A list of tickets that goes round is left")
    func circle() async throws {
        let (backend, transport) = try backend { request, _ in
            Self.honest(request).replacing(#""pages":1"#, with: #""pages":2,"next_page":"https://elsewhere.example/""#)
        }
        let folder = try TemporaryFolder()
        let store = try Store(directory: folder.path + "/store")
        let error = await #expect(throws: HelpdeskError.self) {
            try await SyncEngine(store: store, backend: backend).syncOnce()
        }
        #expect(error?.code == .badAnswer)
        #expect(transport.addresses.allSatisfy { $0.hasPrefix("https://rt.example/") })
        #expect(transport.addresses.count < 30)
    }

    @Test(
        "A number that cannot be one is none",
        arguments: [
            "1e400", "-1e400", "9223372036854775807", "\"9223372036854775807\"", "281474976710656", "true[", "1e18",
        ])
    func numbers(_ written: String) {
        #expect((try? RTValue(Data(#"{"a":\#(written)}"#.utf8)))?["a"].number == nil)
    }
}

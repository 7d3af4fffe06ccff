import Foundation
import HelpdeskTransport
import SystemKit
import TestSupport
import Testing

@testable import HelpdeskCore

struct SecretTests {
    private func everyPrint(of value: some Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return "\(value) \(String(reflecting: value)) \(dumped)"
    }

    @Test("A secret does not print itself, nor does what holds it")
    func printing() throws {
        let secret: Secret = "cd_hidden"
        #expect(!everyPrint(of: secret).contains("hidden"))
        #expect(!everyPrint(of: [secret: [secret]]).contains("hidden"))
        let transport = ScriptedTransport([])
        let native = try NativeBackend(url: "https://desk.example", token: secret, transport: transport)
        #expect(!everyPrint(of: native).contains("hidden"))
        let tracker = try RequestTrackerBackend(
            url: "https://desk.example", user: "oksana", secret: secret, transport: transport)
        #expect(!everyPrint(of: tracker).contains("hidden"))
    }

    @Test("A request does not print what proves who asks, and prints other headers")
    func request() {
        let request = TransportRequest(
            .get, url: "https://desk.example",
            headers: [.init("authorization", "Bearer cd_hidden"), .init("cookie", "hidden"), .init("accept", "shown")])
        #expect(!everyPrint(of: request).contains("hidden"))
        #expect(everyPrint(of: request).contains("shown"))
    }

    @Test(
        "A name and password in an address are taken out of what is said",
        arguments: [
            ("proxy http://user:hidden@proxy:3128 refused", "proxy http://…@proxy:3128 refused"),
            ("user:hidden@proxy", "…@proxy"),
            (
                "Unsupported proxy syntax in 'http://user:hid den@proxy': bad",
                "Unsupported proxy syntax in 'http://…@proxy': bad"
            ),
            ("http://user:hidden@a and http://user:hidden@b", "http://…@b"),
            ("http://us@er:hidden://@host", "http://…@host"),
            ("no address at all", "no address at all"),
        ])
    func redaction(_ text: String, _ wanted: String) {
        #expect(Redaction.userInfo(in: text) == wanted)
    }

    @Test("An address that is refused is said without its password", arguments: ["http://", "https://", "", "ftp://"])
    func address(_ scheme: String) {
        for rest in ["user:hidden@desk.example", "user:hidden@desk example", "user:hidden@"] {
            let error = #expect(throws: HelpdeskError.self) { try DeskAddress(scheme + rest) }
            #expect(error.map { "\($0)".contains("hidden") } == false)
        }
    }

    @Test("Of a process that keeps its secrets no core dump can be made")
    func process() async {
        await #expect(processExitsWith: .success) {
            // prctl(2) is variadic, so Swift does not import it; 3 is PR_GET_DUMPABLE.
            typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
            guard let symbol = dlsym(nil, "prctl") else { preconditionFailure("there is no prctl") }
            let control = unsafeBitCast(symbol, to: Control.self)
            guard control(3, 0, 0, 0, 0) == 1 else { preconditionFailure("there was nothing to forbid") }
            ProcessSecrecy.begin()
            guard control(3, 0, 0, 0, 0) == 0 else { preconditionFailure("a core dump can be made") }
            let limits = (try? String(contentsOfFile: "/proc/self/limits", encoding: .utf8)) ?? ""
            let size = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size ") }
            guard let words = size?.split(separator: " "), words.dropFirst(4).prefix(2) == ["0", "0"] else {
                preconditionFailure("the size of a core dump is not limited")
            }
        }
    }
}

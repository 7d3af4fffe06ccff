import HTTPTypes
import HelpdeskModels
import Testing

@testable import HelpdeskServer

@Suite struct DeviceTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    @Test func `an account sees what is signed in to it, and signs it out`() async throws {
        let (token, number) = try desk.directory.createToken(
            for: TestDesk.ann.id, label: "laptop", at: desk.clock.now())
        let page: Page<Device> = try await desk.get("/v1/devices", as: TestDesk.ann).json()
        #expect(page.items.map(\.isCurrent) == [true, false])
        #expect(page.items.last?.label == "laptop")
        let path = "/v1/devices/\(number)"
        #expect(try await desk.send(.delete, path, as: TestDesk.ben).problem == .notFound)
        #expect(try await desk.send(.delete, "/v1/devices/x", as: TestDesk.ann).problem == .notFound)
        for _ in 0..<2 { #expect(try await desk.send(.delete, path, as: TestDesk.ann).status == 204) }
        let answer = try await desk.send(
            .get, "/v1/me", as: nil, headers: [.authorization: "Bearer \(token.text)"])
        #expect(answer.status == 401)
        let left: Page<Device> = try await desk.get("/v1/devices", as: TestDesk.ann).json()
        #expect(left.items.count == 1)
    }
}

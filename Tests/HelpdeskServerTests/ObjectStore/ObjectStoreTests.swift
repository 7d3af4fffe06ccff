import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import TOMLText
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// The files of a desk in an object store, and how they are read.
@Suite(.needsObjectStore, .timeLimit(.minutes(5))) struct ObjectStoreTests {
    private let desk: TestDesk

    init() throws { desk = try TestDesk(files: .requiredStore()) }

    private var files: ObjectFiles {
        get throws { try #require(desk.directory.objects) }
    }

    private func storeSettings() throws -> ObjectStoreSettings { try files.store.settings }

    /// An attachment with these bytes.
    private func attach(_ data: Data) async throws -> HelpdeskModels.Attachment.ID {
        let attachment = try await desk.upload(data)
        #expect(
            try await desk.write(in: desk.file(), as: TestDesk.ann, attachments: [attachment]).status == 201)
        return attachment.id
    }

    @Test func `a part of a file comes down as it is, however long it is`() async throws {
        let data = Data((0..<3_500_000).map { UInt8(truncatingIfNeeded: ($0 &* 31) >> 4) })
        let path = "/v1/attachments/\(try await attach(data))"
        for range in [0..<1, 5..<1_048_581, 1_048_575..<2_097_153, 3_499_999..<3_500_000, 0..<3_500_000] {
            let field = "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
            let answer = try await desk.get(path, as: TestDesk.ann, headers: [.range: field])
            #expect(answer.status == 206 && answer.body == data[range])
            #expect(answer.headers[HTTPField.Name.contentLength] == "\(range.count)")
        }
        let whole = try await desk.get(path, as: TestDesk.ann)
        #expect(whole.status == 200 && whole.body == data)
    }

    @Test func `a file that cannot be had is said in the status of the answer`() async throws {
        let data = Data("recording".utf8)
        let path = "/v1/attachments/\(try await attach(data))"
        let transport = try #require(desk.transport)
        transport.plan { _ in .lostRequest }
        #expect(try await desk.get(path, as: TestDesk.ann).status == 503)
        transport.plan(nil)
        #expect(try await desk.get(path, as: TestDesk.ann).body == data)
        try files.store.delete(ObjectFiles.key(of: data.sha256))
        #expect(try await desk.get(path, as: TestDesk.ann).status == 404)
    }

    @Test func `a bot gets a file on this machine, once, and not that of an erased content`() async throws {
        let data = Data("recording".utf8)
        _ = try await attach(data)
        let digest = try data.sha256
        let path = try files.localCopy(of: digest)
        #expect(try Data(contentsOf: URL(filePath: path)) == data)
        let requests = try #require(desk.transport).requests.count
        #expect(try files.localCopy(of: digest) == path)
        #expect(try #require(desk.transport).requests.count == requests)
        try desk.helpdesk.erasePerson(TestDesk.ann.id)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(throws: StoreError.notFound) { try files.localCopy(of: digest) }
    }

    @Test func `what nothing names is collected by its age`() async throws {
        _ = try await attach(Data("kept".utf8))
        var settings = try storeSettings()
        settings.orphanAge = 3600
        let old = try files
        var files = ObjectFiles(
            store: try ObjectStoreClient(settings), uploads: old.uploads, copies: old.copies, buffers: old.buffers)
        let spare = try old.receive(Data("spare".utf8))
        try spare.commit()
        // Its upload knows that it put it there; a killed server's would not be known.
        try old.uploads.delete(spare.upload)
        func tidyUp() throws {
            try Helpdesk(
                database: desk.directory.database, files: files, digester: desk.helpdesk.digester
            ).tidyUp(at: desk.clock.now())
        }
        try tidyUp()
        #expect(try Set(old.contents()) == [Data("kept".utf8).sha256, spare.sha256])
        files.now = { Date(timeIntervalSinceNow: 2 * 3600) }
        try tidyUp()
        #expect(try old.contents() == [Data("kept".utf8).sha256])
    }

    @Test func `objects and parts of an upload that nobody knows are found by their age, and go`() async throws {
        let (files, upload) = (try files, Upload.ID.make())
        let key = ObjectUpload(id: upload).wholeKey
        _ = try files.store.createMultipart(key)
        try files.store.put(Data("tail".utf8), to: ObjectUpload.folder(of: upload) + "tail")
        #expect(try files.uploads(untouchedSince: Date(timeIntervalSinceNow: -3600)).isEmpty)
        #expect(try files.uploads(untouchedSince: .distantFuture) == [upload])
        // One that goes on is left alone, however old its objects are.
        let path = try await desk.beginUpload(10)
        _ = try await desk.append(Data("01234".utf8), at: 0, to: path)
        #expect(try files.uploads(untouchedSince: Date(timeIntervalSinceNow: -3600)).isEmpty)
        try files.remove(upload)
        #expect(try await desk.uploadNames() == [String(path.suffix(36))])
        #expect(try files.store.multiparts(ObjectUpload.folder).isEmpty)
    }

    @Test func `a list goes on behind a page`() throws {
        let store = try files.store
        for number in 0..<5 { try store.put(Data(), to: "files/\(number)") }
        #expect(try store.list("files/").map(\.key) == (0..<5).map { "files/\($0)" })
        #expect(try store.list("nothing/").isEmpty)
        #expect(try store.size(of: "files/0") == 0)
        #expect(try store.size(of: "files/9") == nil)
        #expect(try store.read("files/0", at: 0, count: 5).isEmpty)
        #expect(throws: ObjectStoreFailure.self) { try store.read("files/9", at: 0, count: 5) }
    }

    @Test func `an export has the files, and a backup says who has to make one of them`() async throws {
        _ = try await attach(Data("recording".utf8))
        let target = desk.directory.url.appending(path: "export")
        try desk.directory.exportPerson(TestDesk.ann.id, to: target)
        let names = FileManager.default.enumerator(atPath: target.path)?.compactMap { $0 as? String } ?? []
        let file = try #require(names.first { $0.hasSuffix("note.txt") })
        #expect(try Data(contentsOf: target.appending(path: file)) == Data("recording".utf8))
        guard desk.directory.sqlite != nil else { return }
        let failure = #expect(throws: ServerFailure.self) {
            try desk.directory.backUp(to: desk.directory.url.appending(path: "backup"))
        }
        #expect(failure?.description.contains("versioning") == true)
    }

    @Test func `a wrong key, bucket, address or authority is a sentence that says what to do`() throws {
        let folder = desk.directory.url
        let wrong = folder.appending(path: "wrong.key")
        try Data("wrong".utf8).write(to: wrong)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: wrong.path)
        func sentence(_ change: (inout ObjectStoreSettings) -> Void) throws -> String {
            var settings = try storeSettings()
            change(&settings)
            return #expect(throws: ServerFailure.self) { try ObjectStoreCheck(settings).run() }?.description ?? ""
        }
        try ObjectStoreCheck(storeSettings()).run()
        #expect(try files.store.list("check/").isEmpty)
        #expect(try sentence { $0.secretKey = .file(wrong) }.contains("secret_key"))
        #expect(try sentence { $0.accessKey = .file(wrong) }.contains("access_key"))
        #expect(try sentence { $0.bucket = "no-such-bucket" }.contains("There is no bucket no-such-bucket"))
        #expect(try sentence { $0.endpoint = "http://127.0.0.1:9" }.contains("cannot be reached"))
        #expect(try sentence { $0.caFile = folder.appending(path: "none.pem") }.contains("ca_file"))
        #expect(try sentence { $0.secretKey = .environment("NO_SUCH_VARIABLE") }.contains("NO_SUCH_VARIABLE"))

        var settings = try storeSettings()
        settings.secretKey = .file(wrong)
        let storage = StorageConfiguration(
            directory: folder.appending(path: "other"), database: nil, objectStore: settings)
        let obstacle = try DataDirectory(storage).files.obstacle()
        #expect(obstacle?.contains("The secret key does not belong to the access key") == true)
        #expect(obstacle?.contains("wrong") == false)
    }

    @Test func `what was used is counted`() throws {
        let store = try files.store
        let before = store.use
        try store.put(Data(count: 1000), to: "files/x")
        _ = try store.read("files/x", at: 0, count: 10)
        try #require(desk.transport).plan { _ in .status(403) }
        #expect(throws: ObjectStoreFailure.self) { try store.delete("files/x") }
        #expect(store.use.requests == before.requests + 3)
        #expect(store.use.errors == before.errors + 1)
        #expect(store.use.sent == before.sent + 1000 && store.use.received == before.received + 10)
        let figures = try files.metrics().flatMap { metric in metric.samples.map { (metric.name, $0.value) } }
        #expect(figures.map(\.0).filter { $0 == "cabdesk_object_store_bytes_total" }.count == 2)
        #expect(figures.contains { $0 == ("cabdesk_object_store_errors_total", Double(store.use.errors)) })
        #expect(figures.contains { $0 == ("cabdesk_object_store_requests_total", Double(store.use.requests)) })
        let durations = figures.filter { $0.0 == "cabdesk_object_store_request_duration_seconds" }.map(\.1)
        #expect(durations.max() == Double(store.use.requests))
    }
}

// swift-tools-version: 6.3
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

let package = Package(
    name: "cabdesk",
    defaultLocalization: "en",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        // The server's own; `swift build --product cabdesk` compiles none of them.
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(
            name: "HelpdeskServer",
            dependencies: [
                "HelpdeskModels", crypto, grdb, toml,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "X509", package: "swift-certificates"),
            ], swiftSettings: settings),
        .executableTarget(
            name: "cabdeskd", dependencies: ["HelpdeskModels", "HelpdeskServer", argumentParser],
            swiftSettings: settings),

        .testTarget(
            name: "HelpdeskServerTests", dependencies: ["HelpdeskModels", "HelpdeskServer"],
            swiftSettings: settings),
        .target(name: "HelpdeskModels", swiftSettings: settings),
        .target(name: "HelpdeskCore", dependencies: ["HelpdeskModels", crypto, grdb, toml], swiftSettings: settings),
        .target(
            name: "TestSupport", dependencies: ["HelpdeskCore", "HelpdeskModels"],
            exclude: ["Golden.swift"], swiftSettings: settings),
        .testTarget(
            name: "HelpdeskCoreTests", dependencies: ["HelpdeskCore", "HelpdeskModels", "TestSupport"],
            swiftSettings: settings),
        .testTarget(name: "HelpdeskModelsTests", dependencies: ["HelpdeskModels"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

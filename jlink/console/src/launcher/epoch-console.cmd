@echo off
rem The operator console on Windows: runs this image's own java. EPOCH_CONSOLE_JAVA_OPTS holds options for the JVM.
start "" "%~dp0javaw" --enable-native-access=javafx.graphics -XX:+UseSerialGC -Xms64m -Xmx512m -XX:MaxNewSize=24m -XX:SurvivorRatio=1 -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=10 -XX:-ShrinkHeapInSteps -XX:TrimNativeHeapInterval=10000 -XX:TieredStopAtLevel=1 -Dprism.disableRegionCaching=true %EPOCH_CONSOLE_JAVA_OPTS% -m epoch.desktop/epoch.desktop.Main %*

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Feature Map Explorer</source>
        <translation>Feature Map Explorer 정보</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Every filter, feature map and pooling output of a network, while you draw.</source>
        <translation>그리는 동안 신경망의 모든 필터와 특성 맵, 풀링 출력을 보여 줍니다.</translation>
    </message>
    <message>
        <source>Feature Map Explorer</source>
        <translation>Feature Map Explorer</translation>
    </message>
    <message>
        <source>Feature Map Explorer {0}</source>
        <translation>Feature Map Explorer {0}</translation>
    </message>
    <message>
        <source>Inter</source>
        <translation>Inter</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Licence of</source>
        <translation>라이선스:</translation>
    </message>
    <message>
        <source>Phosphor</source>
        <translation>Phosphor</translation>
    </message>
    <message>
        <source>The icons: MIT licence</source>
        <translation>아이콘: MIT 라이선스</translation>
    </message>
    <message>
        <source>The program: BSD 3-Clause licence</source>
        <translation>프로그램: BSD 3조항 라이선스</translation>
    </message>
    <message>
        <source>The typeface of all texts: SIL Open Font Licence 1.1</source>
        <translation>본문 글꼴: SIL 오픈 폰트 라이선스 1.1</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;About</source>
        <translation>정보(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>뒤로(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>어둡게(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Find layer</source>
        <translation>층 찾기(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>앞으로(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>이동(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Half resolution while drawing</source>
        <translation>그리는 동안 절반 해상도(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Layer view</source>
        <translation>층 보기(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>수업(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>밝게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>모델(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;New drawing</source>
        <translation>새 그림(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open picture…</source>
        <translation>이미지 열기(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation>이미지 붙여넣기(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Preprocessing…</source>
        <translation>전처리(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Previous layer</source>
        <translation>이전 층(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>다시 실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>배치 초기화(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>테마(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>도구(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>실행 취소(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>An update takes {0:.0f} ms.</source>
        <translation>한 번 갱신에 {0:.0f} ms가 걸립니다.</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>전체 화면(&amp;U)</translation>
    </message>
    <message>
        <source>Follow the &amp;system</source>
        <translation>시스템 설정 따르기(&amp;S)</translation>
    </message>
    <message>
        <source>More tools</source>
        <translation>도구 더 보기</translation>
    </message>
    <message>
        <source>Next &amp;channel</source>
        <translation>다음 채널(&amp;C)</translation>
    </message>
    <message>
        <source>Next &amp;layer</source>
        <translation>다음 층(&amp;L)</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>모델 없음</translation>
    </message>
    <message>
        <source>Open &amp;model…</source>
        <translation>모델 열기(&amp;M)…</translation>
    </message>
    <message>
        <source>Open model &amp;file…</source>
        <translation>모델 파일 열기(&amp;F)…</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Previous c&amp;hannel</source>
        <translation>이전 채널(&amp;H)</translation>
    </message>
    <message>
        <source>Switch light and dark</source>
        <translation>밝은 테마와 어두운 테마 전환</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>도구</translation>
    </message>
    <message>
        <source>While the pen is down the network gets a quarter of the pixels; when it is lifted, all of them.</source>
        <translation>펜을 대고 있는 동안 신경망은 픽셀의 4분의 1만 받고, 펜을 떼면 전체를 받습니다.</translation>
    </message>
    <message>
        <source>{0} takes its full size only.</source>
        <translation>{0}에는 전체 크기만 넣을 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>AfterLoading</name>
    <message>
        <source>Preparing quick captures</source>
        <translation>빠른 캡처 준비 중</translation>
    </message>
</context>
<context>
    <name>ArithmeticStage</name>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>No number to explain: the layer has not been run yet.</source>
        <translation>설명할 수가 없습니다. 층이 아직 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>patch of map {0}</source>
        <translation>맵 {0}의 조각</translation>
    </message>
    <message>
        <source>share</source>
        <translation>몫</translation>
    </message>
    <message>
        <source>sum {0}</source>
        <translation>합 {0}</translation>
    </message>
    <message>
        <source>window</source>
        <translation>창</translation>
    </message>
    <message>
        <source>{0}, channel {1}</source>
        <translation>{0}, 채널 {1}</translation>
    </message>
</context>
<context>
    <name>ArithmeticTools</name>
    <message>
        <source>All terms</source>
        <translation>모든 항</translation>
    </message>
    <message>
        <source>As LaTeX</source>
        <translation>LaTeX로</translation>
    </message>
    <message>
        <source>As PyTorch code</source>
        <translation>PyTorch 코드로</translation>
    </message>
    <message>
        <source>As text</source>
        <translation>텍스트로</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Copy the sum</source>
        <translation>합 복사</translation>
    </message>
    <message>
        <source>Input map</source>
        <translation>입력 맵</translation>
    </message>
    <message>
        <source>Next cell</source>
        <translation>다음 칸</translation>
    </message>
    <message>
        <source>Previous cell</source>
        <translation>이전 칸</translation>
    </message>
    <message>
        <source>Stand still</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Walk through the cells</source>
        <translation>칸을 차례로 돌기</translation>
    </message>
</context>
<context>
    <name>ArithmeticView</name>
    <message>
        <source>Arithmetic</source>
        <translation>계산</translation>
    </message>
    <message>
        <source>Input maps</source>
        <translation>입력 맵</translation>
    </message>
    <message>
        <source>Largest terms</source>
        <translation>가장 큰 항</translation>
    </message>
    <message>
        <source>Sums of the input maps</source>
        <translation>입력 맵별 합</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>항</translation>
    </message>
    <message>
        <source>difference {0}</source>
        <translation>차이 {0}</translation>
    </message>
    <message>
        <source>network =</source>
        <translation>신경망 =</translation>
    </message>
    <message>
        <source>sum of the shown terms =</source>
        <translation>표시된 항의 합 =</translation>
    </message>
    <message>
        <source>{0}, bias {1}</source>
        <translation>{0}, 편향 {1}</translation>
    </message>
</context>
<context>
    <name>Bench</name>
    <message>
        <source>Convolution lab</source>
        <translation>합성곱 실험실</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>input: {0}</source>
        <translation>입력: {0}</translation>
    </message>
    <message>
        <source>output {0} × {1} × {2}</source>
        <translation>출력 {0} × {1} × {2}</translation>
    </message>
    <message>
        <source>play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>step</source>
        <translation>한 칸</translation>
    </message>
    <message>
        <source>{0} multiplications</source>
        <translation>곱셈 {0}번</translation>
    </message>
</context>
<context>
    <name>CameraInput</name>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>카메라 이미지</translation>
    </message>
    <message>
        <source>Cameras cannot be used here: {0}</source>
        <translation>여기에서는 카메라를 쓸 수 없습니다: {0}</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>No camera was found. Connect one: it is used at once.</source>
        <translation>카메라를 찾지 못했습니다. 연결하면 바로 사용합니다.</translation>
    </message>
    <message>
        <source>The camera gives no picture{0}. If another program uses it, close that one.</source>
        <translation>카메라에서 이미지가 오지 않습니다{0}. 다른 프로그램이 카메라를 쓰고 있으면 그 프로그램을 닫으세요.</translation>
    </message>
    <message>
        <source>The camera is being turned on. Its pictures stay on this machine.</source>
        <translation>카메라를 켜고 있습니다. 카메라 이미지는 이 컴퓨터 밖으로 나가지 않습니다.</translation>
    </message>
    <message>
        <source>This program may not use the camera. Allow it in the settings of your system.</source>
        <translation>이 프로그램은 카메라를 사용할 수 없습니다. 시스템 설정에서 허용하세요.</translation>
    </message>
    <message>
        <source>To use a camera, install one more package and start the program again:</source>
        <translation>카메라를 쓰려면 패키지를 하나 더 설치하고 프로그램을 다시 시작하세요:</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
</context>
<context>
    <name>CameraRow</name>
    <message>
        <source>Camera to use</source>
        <translation>사용할 카메라</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>정지</translation>
    </message>
    <message>
        <source>Go on with the live picture (Space)</source>
        <translation>실시간 이미지로 돌아가기(Space)</translation>
    </message>
    <message>
        <source>Keep this picture and turn the camera off (Space); a session keeps only a frozen one</source>
        <translation>이 이미지를 그대로 두고 카메라 끄기(Space). 세션에는 정지한 이미지만 저장됩니다</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>좌우 반전</translation>
    </message>
    <message>
        <source>Mirrored, as in a mirror; the network sees it the same way</source>
        <translation>거울처럼 좌우를 뒤집습니다. 신경망도 똑같이 뒤집힌 이미지를 봅니다</translation>
    </message>
</context>
<context>
    <name>CameraStage</name>
    <message>
        <source>The network sees the picture as it is shown here. Pictures of the camera stay on this machine.</source>
        <translation>신경망은 여기에 보이는 그대로의 이미지를 봅니다. 카메라 이미지는 이 컴퓨터 밖으로 나가지 않습니다.</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>카메라가 보는 것</translation>
    </message>
</context>
<context>
    <name>CellEditor</name>
    <message>
        <source>Value of the cell</source>
        <translation>칸의 값</translation>
    </message>
</context>
<context>
    <name>ChannelBox</name>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Channel {0} of 0 … {1}</source>
        <translation>채널 {0} (0 … {1})</translation>
    </message>
</context>
<context>
    <name>ChannelCards</name>
    <message>
        <source>Input channels</source>
        <translation>입력 채널</translation>
    </message>
    <message>
        <source>and {0} more:
{1}</source>
        <translation>그 밖에 {0}개:
{1}</translation>
    </message>
</context>
<context>
    <name>ChannelModel</name>
    <message>
        <source>Channel number</source>
        <translation>채널 번호</translation>
    </message>
    <message>
        <source>How many values are NaN or infinite; the other columns leave them out</source>
        <translation>NaN이거나 무한대인 값의 개수. 다른 열에서는 이 값들을 뺍니다</translation>
    </message>
    <message>
        <source>Largest value</source>
        <translation>가장 큰 값</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Mean value</source>
        <translation>평균값</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>최소</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>NaN, ∞</source>
        <translation>NaN, ∞</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Share of values that are exactly zero</source>
        <translation>정확히 0인 값의 비율</translation>
    </message>
    <message>
        <source>Smallest value</source>
        <translation>가장 작은 값</translation>
    </message>
    <message>
        <source>Standard deviation of the map&apos;s values</source>
        <translation>맵 값의 표준편차</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Std. dev.</source>
        <translation>표준편차</translation>
    </message>
    <message>
        <source>The feature map in the colours of the mosaic</source>
        <translation>모자이크와 같은 색의 특성 맵</translation>
    </message>
    <message>
        <source>What is odd about the map</source>
        <translation>맵에서 눈에 띄는 점</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>0의 비율</translation>
    </message>
    <message>
        <source>all zero</source>
        <translation>모두 0</translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation>채널 {0}</translation>
    </message>
    <message>
        <source>infinite</source>
        <translation>무한대</translation>
    </message>
    <message>
        <source>map of channel {0}</source>
        <translation>채널 {0}의 맵</translation>
    </message>
</context>
<context>
    <name>ChannelTable</name>
    <message>
        <source>all zero</source>
        <translation>모두 0</translation>
    </message>
</context>
<context>
    <name>ChannelsView</name>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Channels of the layer</source>
        <translation>층의 채널</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>표 복사</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>큰 값부터</translation>
    </message>
    <message>
        <source>NaN or infinite values</source>
        <translation>NaN 또는 무한대 값</translation>
    </message>
    <message>
        <source>No channels to show: the layer has not been run yet.</source>
        <translation>표시할 채널이 없습니다. 층이 아직 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>Share of zeros</source>
        <translation>0의 비율</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>정렬</translation>
    </message>
    <message>
        <source>Sort channels by</source>
        <translation>채널 정렬 기준</translation>
    </message>
    <message>
        <source>Sort channels by (or click the table&apos;s headings)</source>
        <translation>채널 정렬 기준(표의 머리글을 눌러도 됩니다)</translation>
    </message>
    <message>
        <source>Tab-separated numbers of the selected channels, or of all (Ctrl+C in the table)</source>
        <translation>선택한 채널 또는 전체의 수를 탭으로 구분하여 복사(표에서 Ctrl+C)</translation>
    </message>
    <message>
        <source>{0} all zero on this input</source>
        <translation>이 입력에서 모두 0: {0}개</translation>
    </message>
    <message>
        <source>{0} maps of {1} × {2}</source>
        <translation>{1} × {2} 맵 {0}개</translation>
    </message>
    <message>
        <source>{0} with NaN or infinity</source>
        <translation>NaN 또는 무한대: {0}개</translation>
    </message>
</context>
<context>
    <name>ClassNamesField</name>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>As they are ({0:,} names)</source>
        <translation>그대로(이름 {0:,}개)</translation>
    </message>
    <message>
        <source>Class names</source>
        <translation>클래스 이름</translation>
    </message>
    <message>
        <source>Class names (*.txt *.json)</source>
        <translation>클래스 이름 (*.txt *.json)</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>파일에서…</translation>
    </message>
    <message>
        <source>The model&apos;s own</source>
        <translation>모델의 이름 그대로</translation>
    </message>
</context>
<context>
    <name>ClassScoresView</name>
    <message>
        <source>Class scores</source>
        <translation>클래스 점수</translation>
    </message>
    <message>
        <source>How many of the {0} are shown</source>
        <translation>{0}개 중 표시할 개수</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Logit</source>
        <translation>로짓</translation>
    </message>
    <message>
        <source>No scores to show: the layer has not been run yet.</source>
        <translation>표시할 점수가 없습니다. 층이 아직 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>Number of classes shown</source>
        <translation>표시할 클래스 수</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>확률</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>정렬</translation>
    </message>
    <message>
        <source>Sort classes by</source>
        <translation>클래스 정렬 기준</translation>
    </message>
    <message>
        <source>The layer puts out logarithms of probabilities (log-softmax), no logits.</source>
        <translation>이 층은 로짓이 아니라 확률의 로그(로그 소프트맥스)를 출력합니다.</translation>
    </message>
    <message>
        <source>The layer puts out logits; each class has a probability of its own, its sigmoid; they need not add up.</source>
        <translation>이 층은 로짓을 출력합니다. 클래스마다 시그모이드로 구한 확률이 따로 있으며, 더해서 1이 되지 않아도 됩니다.</translation>
    </message>
    <message>
        <source>The layer puts out logits; the probabilities are their softmax over all classes.</source>
        <translation>이 층은 로짓을 출력합니다. 확률은 모든 클래스에 대한 소프트맥스입니다.</translation>
    </message>
    <message>
        <source>The layer puts out probabilities already (sigmoid), one for each class by itself.</source>
        <translation>이 층은 이미 클래스마다 따로 확률(시그모이드)을 출력합니다.</translation>
    </message>
    <message>
        <source>The layer puts out probabilities already (softmax); the logits are what it was given.</source>
        <translation>이 층은 이미 확률(소프트맥스)을 출력합니다. 로짓은 이 층의 입력입니다.</translation>
    </message>
    <message>
        <source>The {0} shown of {1} hold {2} of the probability.</source>
        <translation>{1}개 중 표시된 {0}개가 확률의 {2}를 차지합니다.</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>상위</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Values inside the network, not its output: the units stand for no classes and have no probabilities.</source>
        <translation>신경망의 출력이 아니라 내부 값입니다. 유닛은 클래스를 뜻하지 않으며 확률도 없습니다.</translation>
    </message>
    <message>
        <source>ln p</source>
        <translation>ln p</translation>
    </message>
    <message>
        <source>{0} of the scores are NaN or infinite: there are no probabilities.</source>
        <translation>점수 중 {0}개가 NaN이거나 무한대여서 확률이 없습니다.</translation>
    </message>
</context>
<context>
    <name>ColourBar</name>
    <message>
        <source>Colour scale {0}</source>
        <translation>색 눈금 {0}</translation>
    </message>
    <message>
        <source>marked {0}</source>
        <translation>표시된 값 {0}</translation>
    </message>
    <message>
        <source>{0} % clipped</source>
        <translation>{0} % 잘림</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0}부터 {1}까지</translation>
    </message>
</context>
<context>
    <name>ColourMapBox</name>
    <message>
        <source>Colour map</source>
        <translation>색상표</translation>
    </message>
    <message>
        <source>Colour map: {0}</source>
        <translation>색상표: {0}</translation>
    </message>
</context>
<context>
    <name>Comfort</name>
    <message>
        <source>&amp;High contrast</source>
        <translation>고대비(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Reduce motion</source>
        <translation>움직임 줄이기(&amp;R)</translation>
    </message>
    <message>
        <source>Stronger outlines of controls, darker captions and lines</source>
        <translation>컨트롤의 테두리를 더 뚜렷하게, 설명과 선을 더 진하게</translation>
    </message>
    <message>
        <source>Switches and docks change at once instead of sliding</source>
        <translation>스위치와 도크가 미끄러지지 않고 바로 바뀝니다</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Actions</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>No action has these letters in its name or menu.</source>
        <translation>이름이나 메뉴에 이 글자가 있는 동작이 없습니다.</translation>
    </message>
    <message>
        <source>Search all actions</source>
        <translation>모든 동작에서 검색</translation>
    </message>
</context>
<context>
    <name>ComputerPanel</name>
    <message>
        <source>CPU, 1 thread</source>
        <translation>CPU, 스레드 1개</translation>
    </message>
    <message>
        <source>CPU, up to {0} threads</source>
        <translation>CPU, 스레드 최대 {0}개</translation>
    </message>
    <message>
        <source>Choose a network, download weights</source>
        <translation>신경망을 고르고 가중치를 내려받기</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Manage</source>
        <translation>관리</translation>
    </message>
    <message>
        <source>Manage pretrained weights</source>
        <translation>사전 학습 가중치 관리</translation>
    </message>
    <message>
        <source>Pretrained weights</source>
        <translation>사전 학습 가중치</translation>
    </message>
    <message>
        <source>PyTorch</source>
        <translation>PyTorch</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>none on disk yet</source>
        <translation>디스크에 아직 없음</translation>
    </message>
    <message>
        <source>{0} files, {2:.0f} MB: {1}</source>
        <translation>파일 {0}개, {2:.0f} MB: {1}</translation>
    </message>
    <message>
        <source>{1} ({2:.0f} MB)</source>
        <translation>{1} ({2:.0f} MB)</translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message>
        <source>Running the network</source>
        <translation>신경망 실행 중</translation>
    </message>
</context>
<context>
    <name>ConvolutionLab</name>
    <message>
        <source>Convolution lab</source>
        <translation>합성곱 실험실</translation>
    </message>
</context>
<context>
    <name>DashedNote</name>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
</context>
<context>
    <name>Detached</name>
    <message>
        <source>&amp;Detach view</source>
        <translation>보기 떼어 내기(&amp;D)</translation>
    </message>
    <message>
        <source>Open the view in front as a window that stays as it is (Ctrl+Shift+D)</source>
        <translation>앞에 있는 보기를 그대로 남는 창으로 엽니다(Ctrl+Shift+D)</translation>
    </message>
    <message>
        <source>the network has not run yet</source>
        <translation>신경망이 아직 실행되지 않았습니다</translation>
    </message>
</context>
<context>
    <name>DetachedWindow</name>
    <message>
        <source>Computing a detached view</source>
        <translation>떼어 낸 보기 계산 중</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>따라가기</translation>
    </message>
    <message>
        <source>Follow the main window</source>
        <translation>주 창 따라가기</translation>
    </message>
    <message>
        <source>Keeps {0} in memory</source>
        <translation>메모리에 {0}을(를) 유지합니다</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>그림 저장</translation>
    </message>
    <message>
        <source>Save picture… (Ctrl+E)</source>
        <translation>그림 저장…(Ctrl+E)</translation>
    </message>
    <message>
        <source>Show what the main window looks at, instead of what is pinned</source>
        <translation>고정된 내용 대신 주 창에서 보는 것을 보여 줍니다</translation>
    </message>
    <message>
        <source>The main window shows another network.</source>
        <translation>주 창에는 다른 신경망이 열려 있습니다.</translation>
    </message>
    <message>
        <source>drawing of {0}</source>
        <translation>{0}의 그림</translation>
    </message>
    <message>
        <source>follows the main window</source>
        <translation>주 창을 따라감</translation>
    </message>
    <message>
        <source>preview at half size</source>
        <translation>절반 크기 미리 보기</translation>
    </message>
    <message>
        <source>{0} has nothing to show of {1}</source>
        <translation>{0}: {1}에서 표시할 것이 없습니다</translation>
    </message>
    <message>
        <source>{0}, channel {1}</source>
        <translation>{0}, 채널 {1}</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>&amp;Device</source>
        <translation>장치(&amp;D)</translation>
    </message>
    <message>
        <source>Moving {0} to {1}</source>
        <translation>{0}을(를) {1}(으)로 옮기는 중</translation>
    </message>
    <message>
        <source>its program has put it there</source>
        <translation>프로그램이 정한 장치임</translation>
    </message>
    <message>
        <source>no network is open</source>
        <translation>열린 신경망이 없음</translation>
    </message>
    <message>
        <source>{0} needs more memory than {1} has left: it runs on the CPU now.</source>
        <translation>{0}에 필요한 메모리가 {1}에 남아 있지 않아 이제 CPU에서 실행합니다.</translation>
    </message>
</context>
<context>
    <name>DiscardedSheet</name>
    <message>
        <source>Activation kept (sum)</source>
        <translation>남은 활성값(합)</translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation>버려진 값</translation>
    </message>
    <message>
        <source>Energy kept (sum of squares)</source>
        <translation>남은 에너지(제곱합)</translation>
    </message>
    <message>
        <source>by average</source>
        <translation>평균 풀링</translation>
    </message>
    <message>
        <source>by max</source>
        <translation>최대 풀링</translation>
    </message>
    <message>
        <source>by strided picks</source>
        <translation>간격 추출</translation>
    </message>
    <message>
        <source>discarded {0}</source>
        <translation>버림 {0}</translation>
    </message>
    <message>
        <source>kept {0}</source>
        <translation>남김 {0}</translation>
    </message>
    <message>
        <source>of cells, {0} of {1}</source>
        <translation>버려진 칸, {1}개 중 {0}개</translation>
    </message>
</context>
<context>
    <name>DockTitle</name>
    <message>
        <source>As a window of its own</source>
        <translation>별도의 창으로 분리</translation>
    </message>
    <message>
        <source>Back into the window</source>
        <translation>창 안으로 되돌리기</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>Download</name>
    <message>
        <source>Downloading {0}</source>
        <translation>{0} 내려받는 중</translation>
    </message>
</context>
<context>
    <name>DrawInput</name>
    <message>
        <source>Brush</source>
        <translation>브러시</translation>
    </message>
    <message>
        <source>Brush width in canvas pixels</source>
        <translation>브러시 굵기(캔버스 픽셀)</translation>
    </message>
    <message>
        <source>Clear the canvas (Delete)</source>
        <translation>캔버스 지우기(Delete)</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>그리기</translation>
    </message>
    <message>
        <source>Draw a digit</source>
        <translation>숫자를 그려 보세요</translation>
    </message>
    <message>
        <source>Draw something</source>
        <translation>무엇이든 그려 보세요</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Eraser (or draw with the right button)</source>
        <translation>지우개(또는 오른쪽 단추로 그리기)</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>다시 실행할 것이 없음</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>취소할 것이 없음</translation>
    </message>
    <message>
        <source>Pencil</source>
        <translation>연필</translation>
    </message>
    <message>
        <source>Redo {step} ({key})</source>
        <translation>{step} 다시 실행({key})</translation>
    </message>
    <message>
        <source>Undo {step} ({key})</source>
        <translation>{step} 취소({key})</translation>
    </message>
    <message>
        <source>Width of the pen (+ and − on the canvas)</source>
        <translation>펜 굵기(캔버스에서 + 와 −)</translation>
    </message>
</context>
<context>
    <name>DrawPad</name>
    <message>
        <source>Draw a digit</source>
        <translation>숫자를 그려 보세요</translation>
    </message>
    <message>
        <source>Drawing canvas</source>
        <translation>그리기 캔버스</translation>
    </message>
    <message>
        <source>Empty. Draw with the mouse or a pen, or press Space for a pen that arrow keys lead.</source>
        <translation>비어 있습니다. 마우스나 펜으로 그리거나, 스페이스 키를 눌러 화살표 키로 움직이는 펜을 쓰세요.</translation>
    </message>
    <message>
        <source>Space: pen down and up
Arrows: lead it</source>
        <translation>스페이스: 펜 내리기와 들기
화살표: 펜 움직이기</translation>
    </message>
    <message>
        <source>{0}
or press Space</source>
        <translation>{0}
또는 스페이스 키를 누르세요</translation>
    </message>
    <message>
        <source>{0} strokes</source>
        <translation>획 {0}개</translation>
    </message>
</context>
<context>
    <name>Drawing</name>
    <message>
        <source>Clear drawing</source>
        <translation>그림 지우기</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>그리기</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Replace drawing</source>
        <translation>그림 바꾸기</translation>
    </message>
    <message>
        <source>Shift drawing</source>
        <translation>그림 옮기기</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop an image, a model or a session here</source>
        <translation>이미지, 모델, 세션을 여기에 놓으세요</translation>
    </message>
</context>
<context>
    <name>EditableGrid</name>
    <message>
        <source>Click to type, turn the wheel to change (finer with Shift)</source>
        <translation>눌러서 입력, 휠을 돌려 변경(Shift를 누르면 더 세밀하게)</translation>
    </message>
</context>
<context>
    <name>EmptyPicture</name>
    <message>
        <source>Drop a picture here, paste it with Ctrl+V, or open a file.</source>
        <translation>이미지를 여기에 놓거나 Ctrl+V로 붙여넣거나 파일을 여세요.</translation>
    </message>
    <message>
        <source>Open image…</source>
        <translation>이미지 열기…</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation>복사(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>저장(&amp;S)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>수</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>The picture, to the clipboard</source>
        <translation>그림을 클립보드로</translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation>내보낼 것</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>&amp;Export…</source>
        <translation>내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>Copied a picture of {0} × {1} pixels</source>
        <translation>{0} × {1}픽셀 그림을 복사했습니다</translation>
    </message>
    <message>
        <source>Copied {0} lines of Python</source>
        <translation>Python 코드 {0}줄을 복사했습니다</translation>
    </message>
    <message>
        <source>Copy as P&amp;yTorch code</source>
        <translation>PyTorch 코드로 복사(&amp;Y)</translation>
    </message>
    <message>
        <source>Copying the picture</source>
        <translation>그림 복사 중</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Python that loads this network and captures the values of this layer</source>
        <translation>이 신경망을 불러와 이 층의 값을 캡처하는 Python 코드</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>그림 저장</translation>
    </message>
    <message>
        <source>Save screens&amp;hot…</source>
        <translation>화면 저장(&amp;H)…</translation>
    </message>
    <message>
        <source>Save screenshot</source>
        <translation>화면 저장</translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation>{0} 저장함</translation>
    </message>
    <message>
        <source>Writing code</source>
        <translation>코드 쓰는 중</translation>
    </message>
    <message>
        <source>Writing {0}</source>
        <translation>{0} 쓰는 중</translation>
    </message>
    <message>
        <source>{0} already exists.
Do you want to replace it?</source>
        <translation>{0}이(가) 이미 있습니다.
바꿀까요?</translation>
    </message>
</context>
<context>
    <name>FeatureMapsView</name>
    <message>
        <source>Feature maps</source>
        <translation>특성 맵</translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation>채널 {0}</translation>
    </message>
    <message>
        <source>shown averaged to {0} × {1}</source>
        <translation>{0} × {1}로 평균하여 표시</translation>
    </message>
    <message>
        <source>{0} maps of {1} × {2}</source>
        <translation>{1} × {2} 맵 {0}개</translation>
    </message>
    <message>
        <source>{0} silent on this input</source>
        <translation>이 입력에 반응 없음: {0}개</translation>
    </message>
    <message>
        <source>{0} with NaN or infinity</source>
        <translation>NaN 또는 무한대: {0}개</translation>
    </message>
</context>
<context>
    <name>FieldModel</name>
    <message>
        <source>Centre</source>
        <translation>중심</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>수용장</translation>
    </message>
    <message>
        <source>How far apart the fields of neighbouring cells are on the input</source>
        <translation>이웃한 칸의 수용장이 입력에서 떨어져 있는 거리</translation>
    </message>
    <message>
        <source>How many places of the input one cell depends on, borders left aside</source>
        <translation>한 칸이 의존하는 입력 자리의 수(테두리는 생각하지 않음)</translation>
    </message>
    <message>
        <source>How much of this layer&apos;s map the picked cell depends on</source>
        <translation>고른 칸이 이 층의 맵에서 의존하는 범위</translation>
    </message>
    <message>
        <source>Jump</source>
        <translation>간격</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>The middle of cell (0, 0)&apos;s field on the input</source>
        <translation>칸 (0, 0)의 수용장이 입력에서 갖는 중심</translation>
    </message>
    <message>
        <source>This cell</source>
        <translation>이 칸</translation>
    </message>
    <message>
        <source>whole input</source>
        <translation>입력 전체</translation>
    </message>
    <message>
        <source>whole map</source>
        <translation>맵 전체</translation>
    </message>
</context>
<context>
    <name>FieldPane</name>
    <message>
        <source>Arrows walk from cell to cell.</source>
        <translation>화살표 키로 한 칸씩 옮겨 다닙니다.</translation>
    </message>
</context>
<context>
    <name>FieldTable</name>
    <message>
        <source>Centre</source>
        <translation>중심</translation>
    </message>
    <message>
        <source>Receptive fields of all layers</source>
        <translation>모든 층의 수용장</translation>
    </message>
    <message>
        <source>whole input</source>
        <translation>입력 전체</translation>
    </message>
    <message>
        <source>whole map</source>
        <translation>맵 전체</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>Preview at half size.</source>
        <translation>절반 크기 미리 보기입니다.</translation>
    </message>
    <message>
        <source>R, G, B</source>
        <translation>R, G, B</translation>
    </message>
    <message>
        <source>a row for each filter, a column for each input channel</source>
        <translation>행은 필터, 열은 입력 채널</translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation>채널 {0}</translation>
    </message>
    <message>
        <source>each cell is the mean of {0} × {0}</source>
        <translation>각 칸은 {0} × {0}의 평균</translation>
    </message>
    <message>
        <source>each cell is the strongest of {0} × {1} weights</source>
        <translation>각 칸은 {0} × {1}개 가중치 중 가장 강한 것</translation>
    </message>
    <message>
        <source>filter {0}</source>
        <translation>필터 {0}</translation>
    </message>
    <message>
        <source>largest value</source>
        <translation>가장 큰 값</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>{0}  ·  input: {1}  ·  {2}</source>
        <translation>{0}  ·  입력: {1}  ·  {2}</translation>
    </message>
    <message>
        <source>{0} clipped</source>
        <translation>{0} 잘림</translation>
    </message>
    <message>
        <source>{0} filters of {1}</source>
        <translation>{1} 필터 {0}개</translation>
    </message>
    <message>
        <source>{0} maps of {1} × {2}</source>
        <translation>{1} × {2} 맵 {0}개</translation>
    </message>
    <message>
        <source>{0} silent on this input</source>
        <translation>이 입력에 반응 없음: {0}개</translation>
    </message>
    <message>
        <source>{0} – {1}, {2}</source>
        <translation>{0} – {1}, {2}</translation>
    </message>
    <message>
        <source>{0}, channel {1}</source>
        <translation>{0}, 채널 {1}</translation>
    </message>
    <message>
        <source>× each map&apos;s</source>
        <translation>× 각 맵의</translation>
    </message>
</context>
<context>
    <name>FilePage</name>
    <message>
        <source>A {0}: opened after asking you, because it can run code.</source>
        <translation>{0}: 코드를 실행할 수 있으므로 먼저 물어본 뒤에 엽니다.</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>An ONNX file.</source>
        <translation>ONNX 파일입니다.</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>인수</translation>
    </message>
    <message>
        <source>As its code makes them</source>
        <translation>코드가 만드는 그대로</translation>
    </message>
    <message>
        <source>Choose a file first.</source>
        <translation>먼저 파일을 고르세요.</translation>
    </message>
    <message>
        <source>Choose the Python file that defines the network of {0}.</source>
        <translation>{0}의 신경망을 정의하는 Python 파일을 고르세요.</translation>
    </message>
    <message>
        <source>Class names</source>
        <translation>클래스 이름</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Found from its layers; or channels, height, width, as in 3, 224, 224</source>
        <translation>층에서 알아냅니다. 또는 3, 224, 224처럼 채널, 높이, 너비</translation>
    </message>
    <message>
        <source>Input shape</source>
        <translation>입력 모양</translation>
    </message>
    <message>
        <source>Models ({0})</source>
        <translation>모델 ({0})</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>None are needed</source>
        <translation>필요 없음</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Reading class names</source>
        <translation>클래스 이름 읽는 중</translation>
    </message>
    <message>
        <source>Runs {0}, after asking you, and opens {1} with the weights in {2}.</source>
        <translation>먼저 물어본 뒤 {0}을(를) 실행하고, {2}의 가중치로 {1}을(를) 엽니다.</translation>
    </message>
    <message>
        <source>Runs {0}, after asking you, and opens {1} with the weights that its code makes: random ones, unless it loads some.</source>
        <translation>먼저 물어본 뒤 {0}을(를) 실행하고, 코드가 만드는 가중치로 {1}을(를) 엽니다. 코드가 불러오지 않으면 무작위 가중치입니다.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>그런 파일이 없습니다.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Weights (safetensors, state dicts, checkpoints), torch.export, TorchScript, or Python.</source>
        <translation>가중치(safetensors, state dict, 체크포인트), torch.export, TorchScript 또는 Python.</translation>
    </message>
    <message>
        <source>Weights ({0})</source>
        <translation>가중치 ({0})</translation>
    </message>
    <message>
        <source>Weights ({0}): the network is found by the names and shapes of its tensors.</source>
        <translation>가중치({0}): 텐서의 이름과 모양으로 신경망을 찾습니다.</translation>
    </message>
    <message>
        <source>Weights, an exported network, or net.py</source>
        <translation>가중치, 내보낸 신경망 또는 net.py</translation>
    </message>
    <message>
        <source>class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>{0} defines {1} networks: choose one of them above.</source>
        <translation>{0}에는 신경망이 {1}개 있습니다. 위에서 하나를 고르세요.</translation>
    </message>
    <message>
        <source>{0} needs its arguments: {1}.</source>
        <translation>{0}에 인수가 필요합니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: defines no network.</source>
        <translation>{0}: 정의된 신경망이 없습니다.</translation>
    </message>
    <message>
        <source>{0}: there is no such file.</source>
        <translation>{0}: 그런 파일이 없습니다.</translation>
    </message>
</context>
<context>
    <name>FiltersView</name>
    <message>
        <source>All pairs</source>
        <translation>모든 쌍</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>How filters are shown</source>
        <translation>필터 표시 방법</translation>
    </message>
    <message>
        <source>How weights are shown</source>
        <translation>가중치 표시 방법</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>행렬</translation>
    </message>
    <message>
        <source>No filters to show: the layer has not been run yet.</source>
        <translation>표시할 필터가 없습니다. 층이 아직 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>Only filters with three input channels have colours</source>
        <translation>입력 채널이 셋인 필터만 색으로 볼 수 있습니다</translation>
    </message>
    <message>
        <source>R, G, B</source>
        <translation>R, G, B</translation>
    </message>
    <message>
        <source>RGB</source>
        <translation>RGB</translation>
    </message>
    <message>
        <source>Selected filter</source>
        <translation>선택한 필터</translation>
    </message>
    <message>
        <source>Selected unit as maps</source>
        <translation>선택한 유닛을 맵으로</translation>
    </message>
    <message>
        <source>There are too many pairs for one picture</source>
        <translation>한 그림에 담기에는 쌍이 너무 많습니다</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>유닛</translation>
    </message>
    <message>
        <source>bias of {0}: {1}</source>
        <translation>{0}번 편향: {1}</translation>
    </message>
    <message>
        <source>bias {0}</source>
        <translation>편향 {0}</translation>
    </message>
    <message>
        <source>each cell is the strongest of {0} × {1} weights</source>
        <translation>각 칸은 {0} × {1}개 가중치 중 가장 강한 것</translation>
    </message>
    <message>
        <source>input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>input channel</source>
        <translation>입력 채널</translation>
    </message>
    <message>
        <source>input channel of the filter&apos;s group</source>
        <translation>필터가 속한 그룹의 입력 채널</translation>
    </message>
    <message>
        <source>input channel {0}</source>
        <translation>입력 채널 {0}</translation>
    </message>
    <message>
        <source>map {0}, cell ({1}, {2})</source>
        <translation>맵 {0}, 칸 ({1}, {2})</translation>
    </message>
    <message>
        <source>no bias</source>
        <translation>편향 없음</translation>
    </message>
    <message>
        <source>w[{0}, R G B, {1}, {2}] = {3}</source>
        <translation>w[{0}, R G B, {1}, {2}] = {3}</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>{0} filters of {1}</source>
        <translation>{1} 필터 {0}개</translation>
    </message>
    <message>
        <source>{0} groups</source>
        <translation>그룹 {0}개</translation>
    </message>
    <message>
        <source>{0} units of {1} weights</source>
        <translation>가중치 {1}의 유닛 {0}개</translation>
    </message>
</context>
<context>
    <name>GettingStarted</name>
    <message>
        <source>All &amp;keys</source>
        <translation>모든 단축키(&amp;K)</translation>
    </message>
    <message>
        <source>All actions in one list: type a few letters, Enter runs.</source>
        <translation>모든 동작이 한 목록에 있습니다. 몇 글자를 입력하고 Enter를 누르면 실행됩니다.</translation>
    </message>
    <message>
        <source>Bring another network</source>
        <translation>다른 신경망 가져오기</translation>
    </message>
    <message>
        <source>Click a cell</source>
        <translation>칸 누르기</translation>
    </message>
    <message>
        <source>Click a column of the network strip. The tabs below show the same layer in other ways.</source>
        <translation>신경망 띠에서 한 열을 누르세요. 아래 탭에서 같은 층을 여러 방식으로 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Draw a digit</source>
        <translation>숫자를 그려 보세요</translation>
    </message>
    <message>
        <source>Every layer of the network answers while the pen moves. Or open, drop or paste a picture.</source>
        <translation>펜이 움직이는 동안 신경망의 모든 층이 반응합니다. 이미지를 열거나 놓거나 붙여넣어도 됩니다.</translation>
    </message>
    <message>
        <source>Find everything else</source>
        <translation>그 밖의 모든 것 찾기</translation>
    </message>
    <message>
        <source>Getting started</source>
        <translation>시작하기</translation>
    </message>
    <message>
        <source>Its value, the sum that made it and the part of the input behind it are shown at once.</source>
        <translation>그 값과 값을 만든 합, 그 뒤에 있는 입력 부분이 한꺼번에 보입니다.</translation>
    </message>
    <message>
        <source>One of torchvision&apos;s, or a file of your own: weights, Python, ONNX, TorchScript.</source>
        <translation>torchvision의 모델이나 직접 만든 파일(가중치, Python, ONNX, TorchScript)을 엽니다.</translation>
    </message>
    <message>
        <source>Pick a layer, then a map</source>
        <translation>층을 고르고 맵을 고르기</translation>
    </message>
</context>
<context>
    <name>GivenInput</name>
    <message>
        <source> ({0} more are not shown)</source>
        <translation> (그 밖에 {0}개는 표시하지 않음)</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>받은 것</translation>
    </message>
    <message>
        <source>Given by the program</source>
        <translation>프로그램에서 받음</translation>
    </message>
    <message>
        <source>Given pictures</source>
        <translation>받은 이미지</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>Back to the network</source>
        <translation>신경망으로 돌아가기</translation>
    </message>
    <message>
        <source>Back to the network (Esc)</source>
        <translation>신경망으로 돌아가기(Esc)</translation>
    </message>
    <message>
        <source>Colour by kernel cell</source>
        <translation>커널 칸별 색</translation>
    </message>
    <message>
        <source>Colour, 3 × 32 × 32</source>
        <translation>컬러, 3 × 32 × 32</translation>
    </message>
    <message>
        <source>Edge, 13 × 13</source>
        <translation>경계선, 13 × 13</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Own values</source>
        <translation>직접 넣은 값</translation>
    </message>
    <message>
        <source>Picture, 13 × 13</source>
        <translation>이미지, 13 × 13</translation>
    </message>
    <message>
        <source>Picture, 28 × 28</source>
        <translation>이미지, 28 × 28</translation>
    </message>
    <message>
        <source>Ramp, 7 × 7</source>
        <translation>경사, 7 × 7</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>신경망이 보는 것</translation>
    </message>
    <message>
        <source>one channel in, one kernel, one map out</source>
        <translation>입력 채널 하나, 커널 하나, 출력 맵 하나</translation>
    </message>
    <message>
        <source>one channel in, {0} filters, {0} maps out</source>
        <translation>입력 채널 하나, 필터 {0}개, 출력 맵 {0}개</translation>
    </message>
    <message>
        <source>{0} channels in, one filter of depth {0}, one map out</source>
        <translation>입력 채널 {0}개, 깊이 {0}인 필터 하나, 출력 맵 하나</translation>
    </message>
    <message>
        <source>{0} channels in, {1} filters of depth {0}, {1} maps out</source>
        <translation>입력 채널 {0}개, 깊이 {0}인 필터 {1}개, 출력 맵 {1}개</translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>단축키(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Report a problem…</source>
        <translation>문제 알리기(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Welcome page</source>
        <translation>시작 페이지(&amp;W)</translation>
    </message>
    <message>
        <source>Getting &amp;started</source>
        <translation>시작하기(&amp;S)</translation>
    </message>
    <message>
        <source>Show l&amp;og</source>
        <translation>기록 보기(&amp;O)</translation>
    </message>
    <message>
        <source>System &amp;information</source>
        <translation>시스템 정보(&amp;I)</translation>
    </message>
</context>
<context>
    <name>ImageInput</name>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Next picture in the folder (PgDown)</source>
        <translation>폴더의 다음 이미지(PgDown)</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>아직 이미지 없음</translation>
    </message>
    <message>
        <source>Open image</source>
        <translation>이미지 열기</translation>
    </message>
    <message>
        <source>Open image…</source>
        <translation>이미지 열기…</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>붙여넣은 이미지</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation>이미지 ({patterns})</translation>
    </message>
    <message>
        <source>Previous picture in the folder (PgUp)</source>
        <translation>폴더의 이전 이미지(PgUp)</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>{name} 읽는 중…</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>{index} of {count}</source>
        <translation>{count}개 중 {index}번째</translation>
    </message>
</context>
<context>
    <name>InputPanel</name>
    <message>
        <source>Drop to open</source>
        <translation>놓으면 열립니다</translation>
    </message>
    <message>
        <source>Sources of pictures</source>
        <translation>이미지를 가져올 곳</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard: copy one first.</source>
        <translation>클립보드에 이미지가 없습니다. 먼저 복사하세요.</translation>
    </message>
</context>
<context>
    <name>KernelSlices</name>
    <message>
        <source>, first {0}</source>
        <translation>, 앞의 {0}개</translation>
    </message>
    <message>
        <source>1 slice of {1} × {2}</source>
        <translation>{1} × {2} 조각 1개</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>Kernel of the selected channel</source>
        <translation>선택한 채널의 커널</translation>
    </message>
    <message>
        <source>bias {0}</source>
        <translation>편향 {0}</translation>
    </message>
    <message>
        <source>slice {0}  ({1}, {2})  {3}</source>
        <translation>조각 {0}  ({1}, {2})  {3}</translation>
    </message>
    <message>
        <source>{0} slices of {1} × {2}</source>
        <translation>{1} × {2} 조각 {0}개</translation>
    </message>
</context>
<context>
    <name>KernelTiles</name>
    <message>
        <source>Blur</source>
        <translation>흐림</translation>
    </message>
    <message>
        <source>Emboss</source>
        <translation>엠보스</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>가우시안</translation>
    </message>
    <message>
        <source>Horizontal</source>
        <translation>가로</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>항등</translation>
    </message>
    <message>
        <source>Laplacian</source>
        <translation>라플라시안</translation>
    </message>
    <message>
        <source>Prewitt x</source>
        <translation>프리윗 x</translation>
    </message>
    <message>
        <source>Prewitt y</source>
        <translation>프리윗 y</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>무작위</translation>
    </message>
    <message>
        <source>Random numbers, others at every click</source>
        <translation>무작위 수. 누를 때마다 바뀝니다</translation>
    </message>
    <message>
        <source>Sharpen</source>
        <translation>선명</translation>
    </message>
    <message>
        <source>Sobel x</source>
        <translation>소벨 x</translation>
    </message>
    <message>
        <source>Sobel y</source>
        <translation>소벨 y</translation>
    </message>
    <message>
        <source>Vertical</source>
        <translation>세로</translation>
    </message>
    <message>
        <source>{0}, {1} × {1}</source>
        <translation>{0}, {1} × {1}</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>&amp;System language</source>
        <translation>시스템 언어(&amp;S)</translation>
    </message>
    <message>
        <source>La&amp;nguage</source>
        <translation>언어(&amp;N)</translation>
    </message>
    <message>
        <source>This can be changed when the download has ended, or when you have cancelled it.</source>
        <translation>내려받기가 끝나거나 취소된 뒤에 바꿀 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>LayerModel</name>
    <message>
        <source>
{0:,} parameters</source>
        <translation>
파라미터 {0:,}개</translation>
    </message>
    <message>
        <source>1 call</source>
        <translation>호출 1회</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Params</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>{0} calls</source>
        <translation>호출 {0}회</translation>
    </message>
</context>
<context>
    <name>LayerSearch</name>
    <message>
        <source>Find layer</source>
        <translation>층 찾기</translation>
    </message>
    <message>
        <source>Find layer  (Ctrl+K)</source>
        <translation>층 찾기  (Ctrl+K)</translation>
    </message>
    <message>
        <source>No layer&apos;s name has “{0}” in it</source>
        <translation>이름에 “{0}”이(가) 들어간 층이 없습니다</translation>
    </message>
</context>
<context>
    <name>LayerTree</name>
    <message>
        <source>Filter layers</source>
        <translation>층 걸러 보기</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
</context>
<context>
    <name>LedgerCard</name>
    <message>
        <source>Convolution</source>
        <translation>합성곱</translation>
    </message>
    <message>
        <source>Fully connected</source>
        <translation>완전 연결</translation>
    </message>
    <message>
        <source>Parameter ledger</source>
        <translation>파라미터 장부</translation>
    </message>
    <message>
        <source>fewer, because all {0} positions share each kernel</source>
        <translation>적습니다. {0}개 위치가 모두 각 커널을 함께 쓰기 때문입니다</translation>
    </message>
    <message>
        <source>fewer, because all {0} positions share one kernel</source>
        <translation>적습니다. {0}개 위치가 모두 커널 하나를 함께 쓰기 때문입니다</translation>
    </message>
    <message>
        <source>same {0} output</source>
        <translation>같은 {0} 출력</translation>
    </message>
</context>
<context>
    <name>LeftPanel</name>
    <message>
        <source>Input and prediction</source>
        <translation>입력과 예측</translation>
    </message>
</context>
<context>
    <name>LessonPanel</name>
    <message>
        <source>Lesson</source>
        <translation>수업</translation>
    </message>
</context>
<context>
    <name>Lessons</name>
    <message>
        <source>Lessons</source>
        <translation>수업</translation>
    </message>
    <message>
        <source>Working out the lesson&apos;s numbers</source>
        <translation>수업에 쓸 수 계산 중</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>Log</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Nothing has gone wrong so far.</source>
        <translation>지금까지 문제가 없었습니다.</translation>
    </message>
    <message>
        <source>Warnings and errors since the program was started ({0}); they are on stderr, too.</source>
        <translation>프로그램을 시작한 뒤의 경고와 오류({0}). stderr에도 나옵니다.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Models ({0});;All files (*)</source>
        <translation>모델 ({0});;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Open model file</source>
        <translation>모델 파일 열기</translation>
    </message>
    <message>
        <source>Open picture</source>
        <translation>이미지 열기</translation>
    </message>
    <message>
        <source>Pictures ({0});;All files (*)</source>
        <translation>이미지 ({0});;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>유닛</translation>
    </message>
</context>
<context>
    <name>MapControls</name>
    <message>
        <source>Active</source>
        <translation>활성도</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Limit of the colour range</source>
        <translation>색 범위의 한계</translation>
    </message>
    <message>
        <source>Make all tiles fit</source>
        <translation>모든 타일이 들어가게</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>최댓값</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>Overlay the maps on the input</source>
        <translation>입력 위에 맵 겹치기</translation>
    </message>
    <message>
        <source>Scale: what shares one colour range</source>
        <translation>눈금: 같은 색 범위를 쓰는 단위</translation>
    </message>
    <message>
        <source>Sort channels by</source>
        <translation>채널 정렬 기준</translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation>타일 크기</translation>
    </message>
    <message>
        <source>Tile size: {0} px</source>
        <translation>타일 크기: {0} px</translation>
    </message>
</context>
<context>
    <name>MapPane</name>
    <message>
        <source>Arrows move the crosshair from cell to cell.</source>
        <translation>화살표 키로 십자선을 한 칸씩 옮깁니다.</translation>
    </message>
    <message>
        <source>No map</source>
        <translation>맵 없음</translation>
    </message>
    <message>
        <source>Selected map</source>
        <translation>선택한 맵</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>not available now</source>
        <translation>지금은 쓸 수 없음</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>메시지 닫기</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>자세히</translation>
    </message>
</context>
<context>
    <name>MisfitDialog</name>
    <message>
        <source>&amp;Do not open</source>
        <translation>열지 않기(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Load what fits</source>
        <translation>맞는 것만 불러오기(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Python file…</source>
        <translation>Python 파일(&amp;P)…</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>구조</translation>
    </message>
    <message>
        <source>Beside the prefix {0}</source>
        <translation>접두사 {0} 외에</translation>
    </message>
    <message>
        <source>Best of all: open the Python file that defines the network, and give these weights to it.</source>
        <translation>가장 좋은 방법은 신경망을 정의하는 Python 파일을 열어 이 가중치를 주는 것입니다.</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Missing in the file</source>
        <translation>파일에 없음</translation>
    </message>
    <message>
        <source>No architecture fits {0}</source>
        <translation>{0}에 맞는 구조가 없습니다</translation>
    </message>
    <message>
        <source>Of another shape</source>
        <translation>모양이 다름</translation>
    </message>
    <message>
        <source>Of the {0:,} tensors of {1}, only {2:,} would come from the file ({3}): most of its maps would tell nothing about these weights.</source>
        <translation>{1}의 텐서 {0:,}개 중 {2:,}개({3})만 이 파일에서 옵니다. 대부분의 맵은 이 가중치에 대해 아무것도 알려 주지 않습니다.</translation>
    </message>
    <message>
        <source>Of the {0:,} tensors of {1}, {2:,} would come from the file ({3}); the rest would be random.</source>
        <translation>{1}의 텐서 {0:,}개 중 {2:,}개({3})가 이 파일에서 오고 나머지는 무작위 값입니다.</translation>
    </message>
    <message>
        <source>Other shape</source>
        <translation>다른 모양</translation>
    </message>
    <message>
        <source>Tensors that fit</source>
        <translation>맞는 텐서</translation>
    </message>
    <message>
        <source>The nearest architectures</source>
        <translation>가장 가까운 구조</translation>
    </message>
    <message>
        <source>These weights fit no known architecture whole</source>
        <translation>이 가중치에 온전히 맞는 알려진 구조가 없습니다</translation>
    </message>
    <message>
        <source>Unexpected</source>
        <translation>예상 밖</translation>
    </message>
    <message>
        <source>Unexpected in the file</source>
        <translation>파일에 예상 밖으로 있음</translation>
    </message>
    <message>
        <source>{0:,} of {1:,}</source>
        <translation>{1:,}개 중 {0:,}개</translation>
    </message>
    <message>
        <source>{0}
What fits can be loaded into one of the nearest; the rest of it then has random weights.</source>
        <translation>{0}
맞는 것만 가장 가까운 구조 하나에 불러올 수 있습니다. 나머지는 무작위 가중치가 됩니다.</translation>
    </message>
</context>
<context>
    <name>MissingFileDialog</name>
    <message>
        <source>&amp;Do not open</source>
        <translation>열지 않기(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Find it…</source>
        <translation>찾기(&amp;F)…</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Files like it ({0})</source>
        <translation>같은 종류의 파일 ({0})</translation>
    </message>
    <message>
        <source>Go on &amp;without it</source>
        <translation>없이 계속하기(&amp;W)</translation>
    </message>
    <message>
        <source>The session {0} needs it, and it is no longer in
{1}</source>
        <translation>세션 {0}에 필요하지만 이 위치에 더는 없습니다.
{1}</translation>
    </message>
    <message>
        <source>Where is {0}?</source>
        <translation>{0}은(는) 어디에 있나요?</translation>
    </message>
</context>
<context>
    <name>ModelDialog</name>
    <message>
        <source>By name</source>
        <translation>이름으로</translation>
    </message>
    <message>
        <source>From file</source>
        <translation>파일에서</translation>
    </message>
    <message>
        <source>Open model</source>
        <translation>모델 열기</translation>
    </message>
    <message>
        <source>Ways of choosing a model</source>
        <translation>모델을 고르는 방법</translation>
    </message>
</context>
<context>
    <name>ModelDrops</name>
    <message>
        <source>Drop to open</source>
        <translation>놓으면 열립니다</translation>
    </message>
</context>
<context>
    <name>MoreActions</name>
    <message>
        <source>&amp;Close</source>
        <translation>닫기(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Next picture</source>
        <translation>다음 이미지(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>환경 설정(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Show all</source>
        <translation>전체 보기(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>확대/축소(&amp;Z)</translation>
    </message>
    <message>
        <source>A picture of the window</source>
        <translation>창의 그림</translation>
    </message>
    <message>
        <source>All numbers of the selected map, tab-separated, for a spreadsheet</source>
        <translation>선택한 맵의 모든 수를 스프레드시트에 쓸 수 있게 탭으로 구분하여 복사</translation>
    </message>
    <message>
        <source>Copied a picture of the window</source>
        <translation>창의 그림을 복사했습니다</translation>
    </message>
    <message>
        <source>Copied {0}</source>
        <translation>{0} 복사함</translation>
    </message>
    <message>
        <source>Copied {0} × {1} numbers</source>
        <translation>{0} × {1}개의 수를 복사했습니다</translation>
    </message>
    <message>
        <source>Copy &amp;map</source>
        <translation>맵 복사(&amp;M)</translation>
    </message>
    <message>
        <source>Copy &amp;value</source>
        <translation>값 복사(&amp;V)</translation>
    </message>
    <message>
        <source>Copy screensho&amp;t</source>
        <translation>화면 사진 복사(&amp;T)</translation>
    </message>
    <message>
        <source>Find &amp;action</source>
        <translation>동작 찾기(&amp;A)</translation>
    </message>
    <message>
        <source>Leave the laboratory or the welcome page, or close the window</source>
        <translation>실험실이나 시작 페이지에서 나가거나 창을 닫습니다</translation>
    </message>
    <message>
        <source>Nothing in this view can be zoomed.</source>
        <translation>이 보기에는 확대할 것이 없습니다.</translation>
    </message>
    <message>
        <source>Of the folder or gallery in the input panel</source>
        <translation>입력 패널의 폴더나 갤러리에서</translation>
    </message>
    <message>
        <source>P&amp;revious picture</source>
        <translation>이전 이미지(&amp;R)</translation>
    </message>
    <message>
        <source>The number in the selected cell</source>
        <translation>선택한 칸의 수</translation>
    </message>
    <message>
        <source>There is no other picture in this tab of the input panel.</source>
        <translation>입력 패널의 이 탭에는 다른 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>확대(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>축소(&amp;O)</translation>
    </message>
    <message>
        <source>no cell is selected</source>
        <translation>선택한 칸이 없음</translation>
    </message>
    <message>
        <source>nothing else was looked at before</source>
        <translation>이전에 본 것이 없음</translation>
    </message>
    <message>
        <source>nothing has been drawn</source>
        <translation>그린 것이 없음</translation>
    </message>
    <message>
        <source>nothing to return to</source>
        <translation>돌아갈 곳이 없음</translation>
    </message>
    <message>
        <source>nothing was taken back</source>
        <translation>취소한 것이 없음</translation>
    </message>
    <message>
        <source>the layer has no map</source>
        <translation>층에 맵이 없음</translation>
    </message>
</context>
<context>
    <name>MosaicView</name>
    <message>
        <source>Selected: {0}</source>
        <translation>선택: {0}</translation>
    </message>
</context>
<context>
    <name>MovedInput</name>
    <message>
        <source>Rotate {0}°</source>
        <translation>{0}° 회전</translation>
    </message>
    <message>
        <source>Scale {0} %</source>
        <translation>{0} % 크기</translation>
    </message>
    <message>
        <source>Shift {0} px</source>
        <translation>{0} px 이동</translation>
    </message>
    <message>
        <source>The moved input</source>
        <translation>옮긴 입력</translation>
    </message>
</context>
<context>
    <name>NetworkPanel</name>
    <message>
        <source>Activation</source>
        <translation>활성화</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>합성곱</translation>
    </message>
    <message>
        <source>Fold all blocks</source>
        <translation>모든 블록 접기</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>선형</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>병합</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>정규화</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>풀링</translation>
    </message>
    <message>
        <source>Unfold the selected layer&apos;s blocks; once more, all blocks</source>
        <translation>선택한 층의 블록 펼치기. 한 번 더 누르면 모든 블록</translation>
    </message>
    <message>
        <source>{0} calls  ·  {1:,} parameters</source>
        <translation>호출 {0}  ·  파라미터 {1:,}</translation>
    </message>
    <message>
        <source>{0} calls  ·  {1:,} parameters  ·  {2} multiply-adds</source>
        <translation>호출 {0}  ·  파라미터 {1:,}  ·  곱셈-덧셈 {2}</translation>
    </message>
    <message>
        <source>{1:,} parameters</source>
        <translation>파라미터 {1:,}</translation>
    </message>
</context>
<context>
    <name>NetworkStrip</name>
    <message>
        <source>Network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>Network, layer {0}, channel {1}</source>
        <translation>신경망, 층 {0}, 채널 {1}</translation>
    </message>
    <message>
        <source>The layers from left to right. Left and right walk layers, up and down channels, Enter unfolds.</source>
        <translation>층이 왼쪽에서 오른쪽으로 놓여 있습니다. 왼쪽·오른쪽 화살표는 층, 위·아래 화살표는 채널을 옮기고 Enter는 펼칩니다.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Opening the model was cancelled.</source>
        <translation>모델 열기를 취소했습니다.</translation>
    </message>
    <message>
        <source>There are {0} class names for {1} outputs of {2}: names may be wrong. Model &gt; Preprocessing has others.</source>
        <translation>{2}의 출력 {1}개에 클래스 이름이 {0}개입니다. 이름이 틀릴 수 있습니다. 모델 &gt; 전처리에서 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>{0} The digit network is shown instead.</source>
        <translation>{0} 대신 숫자 신경망을 표시합니다.</translation>
    </message>
    <message>
        <source>{0} has {1}: its maps are true, its predictions mean nothing.</source>
        <translation>{0}: {1}. 맵은 실제로 계산한 것이지만 예측에는 의미가 없습니다.</translation>
    </message>
    <message>
        <source>{0} needs {1} for all values at {2}, {3} were free: those of the selected layer are kept, others are computed again when they are looked at.</source>
        <translation>{2} 크기에서 {0}의 모든 값을 담으려면 {1}이(가) 필요하지만 {3}만 비어 있었습니다. 선택한 층의 값만 보관하고 다른 값은 볼 때 다시 계산합니다.</translation>
    </message>
</context>
<context>
    <name>NumberGrid</name>
    <message>
        <source>padding: {0}</source>
        <translation>패딩: {0}</translation>
    </message>
    <message>
        <source>{0}, never read</source>
        <translation>{0}, 읽히지 않음</translation>
    </message>
</context>
<context>
    <name>NumbersPage</name>
    <message>
        <source>&amp;Format</source>
        <translation>형식(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Which</source>
        <translation>대상(&amp;W)</translation>
    </message>
    <message>
        <source>All values of {0}</source>
        <translation>{0}의 모든 값</translation>
    </message>
    <message>
        <source>All weights of {0}</source>
        <translation>{0}의 모든 가중치</translation>
    </message>
    <message>
        <source>Every value of the network, {0} calls</source>
        <translation>신경망의 모든 값, 호출 {0}회</translation>
    </message>
    <message>
        <source>Format of the numbers</source>
        <translation>수의 형식</translation>
    </message>
    <message>
        <source>It holds one array only</source>
        <translation>배열 하나만 담을 수 있습니다</translation>
    </message>
    <message>
        <source>One array takes no archive of tensors</source>
        <translation>배열 하나에는 텐서 묶음 파일이 필요 없습니다</translation>
    </message>
    <message>
        <source>The map of channel {0} of {1}</source>
        <translation>{1}의 채널 {0} 맵</translation>
    </message>
    <message>
        <source>The network&apos;s input</source>
        <translation>신경망의 입력</translation>
    </message>
    <message>
        <source>The weights of channel {0} of {1}</source>
        <translation>{1}의 채널 {0} 가중치</translation>
    </message>
    <message>
        <source>Which numbers</source>
        <translation>어떤 수</translation>
    </message>
    <message>
        <source>{0} numbers, {1}, {2}</source>
        <translation>수 {0}개, {1}, {2}</translation>
    </message>
    <message>
        <source>{0}, each under the name of its call</source>
        <translation>{0}, 저마다 호출의 이름으로</translation>
    </message>
    <message>
        <source>{0}; a line a number behind its place: {1}</source>
        <translation>{0}. 한 줄에 위치와 수 하나: {1}</translation>
    </message>
</context>
<context>
    <name>Opener</name>
    <message>
        <source>Opening {0}</source>
        <translation>{0} 여는 중</translation>
    </message>
</context>
<context>
    <name>PathField</name>
    <message>
        <source>Choose…</source>
        <translation>고르기…</translation>
    </message>
</context>
<context>
    <name>PicturePage</name>
    <message>
        <source>&amp;Format</source>
        <translation>형식(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Ground</source>
        <translation>배경(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Twice the pixels</source>
        <translation>픽셀 두 배(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>내용(&amp;W)</translation>
    </message>
    <message>
        <source>All maps of {0}</source>
        <translation>{0}의 모든 맵</translation>
    </message>
    <message>
        <source>Channel {0} of {1}</source>
        <translation>{1}의 채널 {0}</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Format of the picture</source>
        <translation>그림 형식</translation>
    </message>
    <message>
        <source>Ground of the picture</source>
        <translation>그림의 배경</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Preview of the picture</source>
        <translation>그림 미리 보기</translation>
    </message>
    <message>
        <source>The view as it is on the screen</source>
        <translation>화면에 보이는 그대로</translation>
    </message>
    <message>
        <source>The view is copied in the colours that it has on the screen</source>
        <translation>보기를 화면에 보이는 색 그대로 복사합니다</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>투명</translation>
    </message>
    <message>
        <source>What is in the picture</source>
        <translation>그림에 담을 것</translation>
    </message>
    <message>
        <source>{0} × {1} pixels</source>
        <translation>{0} × {1}픽셀</translation>
    </message>
    <message>
        <source>{0} × {1} points of 1/96 inch</source>
        <translation>{0} × {1}포인트(1/96인치)</translation>
    </message>
</context>
<context>
    <name>PolarGrid</name>
    <message>
        <source>Tuning curves</source>
        <translation>조율 곡선</translation>
    </message>
</context>
<context>
    <name>PooledMaps</name>
    <message>
        <source>({0}, {1}) = {2} is in no window: it is dropped</source>
        <translation>({0}, {1}) = {2}: 어느 창에도 들지 않아 버려집니다</translation>
    </message>
    <message>
        <source>({0}, {1}) = {2} is in window ({3}, {4})</source>
        <translation>({0}, {1}) = {2}: 창 ({3}, {4})에 있습니다</translation>
    </message>
    <message>
        <source>({0}, {1}) = {2} is in {3} windows</source>
        <translation>({0}, {1}) = {2}: 창 {3}개에 있습니다</translation>
    </message>
    <message>
        <source>After</source>
        <translation>뒤</translation>
    </message>
    <message>
        <source>After average</source>
        <translation>평균 풀링 뒤</translation>
    </message>
    <message>
        <source>After max</source>
        <translation>최대 풀링 뒤</translation>
    </message>
    <message>
        <source>Arrows walk the windows. Ctrl+wheel, + and - enlarge a part of both maps, 0 shows all.</source>
        <translation>화살표 키로 창을 옮겨 다닙니다. Ctrl+휠이나 +, -는 두 맵의 한 부분을 확대하고 0은 전체를 봅니다.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>앞</translation>
    </message>
    <message>
        <source>Map after pooling</source>
        <translation>풀링 뒤의 맵</translation>
    </message>
    <message>
        <source>Map before pooling</source>
        <translation>풀링 앞의 맵</translation>
    </message>
    <message>
        <source>With averages instead</source>
        <translation>대신 평균 풀링으로</translation>
    </message>
    <message>
        <source>With max instead</source>
        <translation>대신 최대 풀링으로</translation>
    </message>
    <message>
        <source>With strided picks instead</source>
        <translation>대신 간격 추출로</translation>
    </message>
    <message>
        <source>every second window is shaded</source>
        <translation>창을 하나씩 걸러 음영으로 표시</translation>
    </message>
    <message>
        <source>point at a cell to see its window</source>
        <translation>칸을 가리키면 그 창이 보입니다</translation>
    </message>
    <message>
        <source>the cells are too small for marks: Ctrl+wheel enlarges them</source>
        <translation>칸이 작아 표시할 수 없습니다. Ctrl+휠로 확대하세요</translation>
    </message>
    <message>
        <source>window ({0}, {1}), rows {2}–{3}, columns {4}–{5}</source>
        <translation>창 ({0}, {1}), 행 {2}–{3}, 열 {4}–{5}</translation>
    </message>
    <message>
        <source>{0} × {1} = {2} cells</source>
        <translation>{0} × {1} = {2}칸</translation>
    </message>
    <message>
        <source>{0}: its first cell, {1}</source>
        <translation>{0}: 첫 칸, {1}</translation>
    </message>
    <message>
        <source>{0}: largest of {1}, {2}</source>
        <translation>{0}: {1}개 중 최댓값, {2}</translation>
    </message>
    <message>
        <source>{0}: nothing but padding, {1}</source>
        <translation>{0}: 패딩뿐, {1}</translation>
    </message>
    <message>
        <source>{0}: tie of largest among {1}, {2}</source>
        <translation>{0}: {1}개 중 최댓값 동률, {2}</translation>
    </message>
    <message>
        <source>{0}: {1} / {2} = {3}</source>
        <translation>{0}: {1} / {2} = {3}</translation>
    </message>
    <message>
        <source>– tie, no winner ({0} of {1})</source>
        <translation>– 동률 ({1}개 중 {0}개)</translation>
    </message>
    <message>
        <source>• picked cell</source>
        <translation>• 추출된 칸</translation>
    </message>
    <message>
        <source>• winning cell</source>
        <translation>• 최댓값 칸</translation>
    </message>
    <message>
        <source>○ picked cell</source>
        <translation>○ 추출된 칸</translation>
    </message>
    <message>
        <source>○ winning cell</source>
        <translation>○ 최댓값 칸</translation>
    </message>
</context>
<context>
    <name>PoolingCards</name>
    <message>
        <source>Average</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>Strided</source>
        <translation>간격 추출</translation>
    </message>
    <message>
        <source>keeps the corner</source>
        <translation>모서리를 남김</translation>
    </message>
    <message>
        <source>keeps the mean</source>
        <translation>평균을 남김</translation>
    </message>
    <message>
        <source>keeps the strongest</source>
        <translation>가장 강한 것을 남김</translation>
    </message>
</context>
<context>
    <name>PoolingFacts</name>
    <message>
        <source>adaptive, windows up to {0}</source>
        <translation>적응형, 창은 최대 {0}</translation>
    </message>
    <message>
        <source>dilation {0}</source>
        <translation>팽창 {0}</translation>
    </message>
    <message>
        <source>keeps {0} of {1} cells</source>
        <translation>{1}칸 중 {0}칸을 남김</translation>
    </message>
    <message>
        <source>one window: the whole map</source>
        <translation>창 하나: 맵 전체</translation>
    </message>
    <message>
        <source>padding {0}</source>
        <translation>패딩 {0}</translation>
    </message>
    <message>
        <source>stride {0}</source>
        <translation>스트라이드 {0}</translation>
    </message>
    <message>
        <source>window {0}</source>
        <translation>창 {0}</translation>
    </message>
    <message>
        <source>windows overlap</source>
        <translation>창이 겹침</translation>
    </message>
    <message>
        <source>{0} cells averaged to {1}</source>
        <translation>{0}칸을 평균하여 {1}칸으로</translation>
    </message>
    <message>
        <source>{0} cells to {1}</source>
        <translation>{0}칸을 {1}칸으로</translation>
    </message>
</context>
<context>
    <name>PoolingSide</name>
    <message>
        <source>Side by side</source>
        <translation>나란히 비교</translation>
    </message>
    <message>
        <source>same {0} windows</source>
        <translation>같은 {0} 창</translation>
    </message>
</context>
<context>
    <name>PoolingView</name>
    <message>
        <source>A ring round the cell of each window that goes on</source>
        <translation>각 창에서 다음으로 넘어가는 칸에 고리를 그립니다</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>LP</source>
        <translation>LP</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>No pooling to show: the layer has not been run yet.</source>
        <translation>표시할 풀링이 없습니다. 층이 아직 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>연산</translation>
    </message>
    <message>
        <source>Operations side by side, the picked window worked out, and what is discarded</source>
        <translation>여러 연산의 비교, 고른 창의 계산, 버려지는 값</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>풀링</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>나란히 비교</translation>
    </message>
    <message>
        <source>Strided</source>
        <translation>간격 추출</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>What the network does here</source>
        <translation>신경망이 여기서 하는 연산</translation>
    </message>
    <message>
        <source>What this would make of the map</source>
        <translation>이 연산이 맵에서 만들 결과</translation>
    </message>
    <message>
        <source>Winners</source>
        <translation>최댓값 칸</translation>
    </message>
</context>
<context>
    <name>PredictionPanel</name>
    <message>
        <source>Draw a digit to see what the network says.</source>
        <translation>숫자를 그리면 신경망의 답이 보입니다.</translation>
    </message>
    <message>
        <source>Draw or open a picture to see what the network says.</source>
        <translation>그리거나 이미지를 열면 신경망의 답이 보입니다.</translation>
    </message>
    <message>
        <source>How far the first class is ahead of the second, in percentage points</source>
        <translation>1위 클래스가 2위보다 앞선 정도(퍼센트포인트)</translation>
    </message>
    <message>
        <source>How undecided the network is: 0 bits is one class only, 3.32 ten alike</source>
        <translation>신경망이 망설이는 정도. 0비트는 한 클래스뿐, 3.32비트는 열 클래스가 같음</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>The network&apos;s output is not a number (NaN): look for the first layer that has NaN.</source>
        <translation>신경망의 출력이 수가 아닙니다(NaN). NaN이 처음 나오는 층을 찾아보세요.</translation>
    </message>
    <message>
        <source>The weights are random: the prediction means nothing</source>
        <translation>가중치가 무작위이므로 예측에 의미가 없습니다</translation>
    </message>
    <message>
        <source>This network&apos;s output is no list of class scores.</source>
        <translation>이 신경망의 출력은 클래스 점수 목록이 아닙니다.</translation>
    </message>
    <message>
        <source>Waiting for the network&apos;s answer…</source>
        <translation>신경망의 답을 기다리는 중…</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>confident</source>
        <translation>확신</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>엔트로피</translation>
    </message>
    <message>
        <source>half size, {0}</source>
        <translation>절반 크기, {0}</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>격차</translation>
    </message>
    <message>
        <source>random</source>
        <translation>무작위</translation>
    </message>
    <message>
        <source>softmax</source>
        <translation>소프트맥스</translation>
    </message>
    <message>
        <source>top {shown} of {count:,}</source>
        <translation>{count:,}개 중 상위 {shown}개</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>불확실</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>&amp;Forget consents</source>
        <translation>동의 취소(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Non-negative values</source>
        <translation>0 이상의 값(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Restore defaults</source>
        <translation>기본값 복원(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Signed values</source>
        <translation>부호 있는 값(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>테마(&amp;T)</translation>
    </message>
    <message>
        <source>Ask again before any file of yours runs code; open networks stay open</source>
        <translation>파일이 코드를 실행하기 전에 다시 묻습니다. 열려 있는 신경망은 그대로입니다</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Files that may run code</source>
        <translation>코드를 실행해도 되는 파일</translation>
    </message>
    <message>
        <source>Half a minute after a change and at the end; offered at the next start after a crash</source>
        <translation>바꾼 뒤 30초마다, 그리고 끝낼 때 보관합니다. 비정상 종료 뒤에는 다음 시작 때 복원할 수 있습니다</translation>
    </message>
    <message>
        <source>Keep the session by itself</source>
        <translation>세션 자동 보관</translation>
    </message>
    <message>
        <source>Kept in {0}</source>
        <translation>저장 위치: {0}</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Maps, at first</source>
        <translation>맵의 처음 설정</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>신경망(&amp;W)</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>One &amp;colour range for the</source>
        <translation>색 범위를 함께 쓰는 단위(&amp;C)</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>환경 설정</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>안전</translation>
    </message>
    <message>
        <source>Show the welcome page</source>
        <translation>시작 페이지 표시</translation>
    </message>
    <message>
        <source>Start and end</source>
        <translation>시작과 끝</translation>
    </message>
    <message>
        <source>System</source>
        <translation>시스템</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>글자 크기(&amp;X)</translation>
    </message>
    <message>
        <source>The &amp;open one</source>
        <translation>열려 있는 모델(&amp;O)</translation>
    </message>
    <message>
        <source>The window is filled anew, with everything where it is</source>
        <translation>모든 것이 제자리에 있는 채로 창을 새로 채웁니다</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>Preparing</name>
    <message>
        <source>Trying the preprocessing</source>
        <translation>전처리 시험 중</translation>
    </message>
</context>
<context>
    <name>PreprocessDialog</name>
    <message>
        <source>&amp;Apply</source>
        <translation>적용(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>초기화(&amp;R)</translation>
    </message>
    <message>
        <source>Class names</source>
        <translation>클래스 이름</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>전처리</translation>
    </message>
    <message>
        <source>The picture as the network will see it</source>
        <translation>신경망이 보게 될 이미지</translation>
    </message>
    <message>
        <source>The preprocessing and names that the model came with</source>
        <translation>모델에 원래 딸린 전처리와 이름</translation>
    </message>
    <message>
        <source>What the network will see</source>
        <translation>신경망이 보게 될 것</translation>
    </message>
    <message>
        <source>{0}
{1} to {2}, mean {3}</source>
        <translation>{0}
{1} ~ {2}, 평균 {3}</translation>
    </message>
</context>
<context>
    <name>PreprocessForm</name>
    <message>
        <source>0 to 1</source>
        <translation>0 ~ 1</translation>
    </message>
    <message>
        <source>0 to 255</source>
        <translation>0 ~ 255</translation>
    </message>
    <message>
        <source>Black and white become</source>
        <translation>검정과 흰색의 값</translation>
    </message>
    <message>
        <source>Black and white become two numbers, as in 0, 1.</source>
        <translation>검정과 흰색의 값을 0, 1처럼 두 수로 쓰세요.</translation>
    </message>
    <message>
        <source>Black, white</source>
        <translation>검정, 흰색</translation>
    </message>
    <message>
        <source>CIFAR-10&apos;s mean and deviation</source>
        <translation>CIFAR-10의 평균과 표준편차</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>표준편차</translation>
    </message>
    <message>
        <source>Digits, as MNIST has them</source>
        <translation>숫자(MNIST 방식)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>높이</translation>
    </message>
    <message>
        <source>Height × width</source>
        <translation>높이 × 너비</translation>
    </message>
    <message>
        <source>ImageNet&apos;s mean and deviation</source>
        <translation>ImageNet의 평균과 표준편차</translation>
    </message>
    <message>
        <source>Interpolation</source>
        <translation>보간</translation>
    </message>
    <message>
        <source>Keep the middle</source>
        <translation>가운데만 남기기</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Light on dark: invert first</source>
        <translation>어두운 바탕에 밝은 것: 먼저 반전</translation>
    </message>
    <message>
        <source>MNIST&apos;s mean and deviation</source>
        <translation>MNIST의 평균과 표준편차</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>순서</translation>
    </message>
    <message>
        <source>Order of colours</source>
        <translation>색의 순서</translation>
    </message>
    <message>
        <source>Own numbers</source>
        <translation>직접 입력</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Shorter side</source>
        <translation>짧은 변</translation>
    </message>
    <message>
        <source>Shorter side after scaling</source>
        <translation>크기를 바꾼 뒤의 짧은 변</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>표준편차</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>늘이기</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Whole, between black bars</source>
        <translation>전체(검은 여백 사이에)</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
    <message>
        <source>just covers the input</source>
        <translation>입력을 꼭 덮게</translation>
    </message>
    <message>
        <source>−1 to 1</source>
        <translation>−1 ~ 1</translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message>
        <source>Log:
{0}</source>
        <translation>기록:
{0}</translation>
    </message>
    <message>
        <source>Report a problem</source>
        <translation>문제 알리기</translation>
    </message>
    <message>
        <source>Say below what you did, what happened and what you expected. Copy puts the whole text on the clipboard; paste it where you got the program, into a new issue of the project. Nothing is sent from here. The log may name files of yours: look through it first.</source>
        <translation>무엇을 했고 무슨 일이 일어났으며 무엇을 기대했는지 아래에 쓰세요. ‘복사’는 글 전체를 클립보드에 넣습니다. 프로그램을 받은 곳의 새 이슈에 붙여넣으세요. 여기서는 아무것도 보내지 않습니다. 기록에 여러분의 파일 이름이 있을 수 있으니 먼저 살펴보세요.</translation>
    </message>
    <message>
        <source>What I did:</source>
        <translation>한 일:</translation>
    </message>
    <message>
        <source>What I expected:</source>
        <translation>기대한 일:</translation>
    </message>
    <message>
        <source>What happened:</source>
        <translation>일어난 일:</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>비어 있음</translation>
    </message>
</context>
<context>
    <name>ProductGrids</name>
    <message>
        <source>({0}, {1})  {2} × {3} = {4}</source>
        <translation>({0}, {1})  {2} × {3} = {4}</translation>
    </message>
    <message>
        <source>Patch times kernel</source>
        <translation>조각 곱하기 커널</translation>
    </message>
    <message>
        <source>{0}, padding</source>
        <translation>{0}, 패딩</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>{0} was not opened, because its code may not run.</source>
        <translation>{0}을(를) 열지 않았습니다. 코드 실행을 허용하지 않았기 때문입니다.</translation>
    </message>
    <message>
        <source>{0} was not opened: its weights fit no known architecture whole.</source>
        <translation>{0}을(를) 열지 않았습니다. 가중치에 온전히 맞는 알려진 구조가 없습니다.</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>&amp;Clear list</source>
        <translation>목록 지우기(&amp;C)</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>아직 없음</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>최근 항목 열기(&amp;R)</translation>
    </message>
</context>
<context>
    <name>RecentPanel</name>
    <message>
        <source>Clear list</source>
        <translation>목록 지우기</translation>
    </message>
    <message>
        <source>Models and sessions that you open are listed here.</source>
        <translation>열어 본 모델과 세션이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>최근 항목</translation>
    </message>
    <message>
        <source>Recent models and sessions</source>
        <translation>최근 모델과 세션</translation>
    </message>
</context>
<context>
    <name>RecentRows</name>
    <message>
        <source>File not found</source>
        <translation>파일을 찾을 수 없음</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>세션</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <translation>M월 d일</translation>
    </message>
    <message>
        <source>today {0}</source>
        <translation>오늘 {0}</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>어제</translation>
    </message>
</context>
<context>
    <name>ReceptiveFieldView</name>
    <message>
        <source>({0}, {1}) sees {2}</source>
        <translation>({0}, {1})이(가) 보는 것: {2}</translation>
    </message>
    <message>
        <source>Cell ({0}, {1})</source>
        <translation>칸 ({0}, {1})</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Effective field</source>
        <translation>유효 수용장</translation>
    </message>
    <message>
        <source>How strongly each place of the input moves the cell: the gradient&apos;s size, for this picture</source>
        <translation>입력의 각 자리가 칸을 움직이는 세기: 이 이미지에서 기울기의 크기</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Input ({0}, {1}) reaches {2} of {3} cells</source>
        <translation>입력 ({0}, {1})은(는) {3}칸 중 {2}칸에 닿습니다</translation>
    </message>
    <message>
        <source>Input with the receptive field</source>
        <translation>수용장을 표시한 입력</translation>
    </message>
    <message>
        <source>Map of the layer</source>
        <translation>층의 맵</translation>
    </message>
    <message>
        <source>Middle cell ({0}, {1})</source>
        <translation>가운데 칸 ({0}, {1})</translation>
    </message>
    <message>
        <source>No field to show: the layer has not been run yet.</source>
        <translation>표시할 수용장이 없습니다. 층이 아직 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>Receptive field</source>
        <translation>수용장</translation>
    </message>
    <message>
        <source>effective about {0} × {0}</source>
        <translation>유효 크기 약 {0} × {0}</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>nothing of the input</source>
        <translation>입력 중 아무것도 없음</translation>
    </message>
    <message>
        <source>the whole input</source>
        <translation>입력 전체</translation>
    </message>
    <message>
        <source>{0} sees {1}</source>
        <translation>{0}이(가) 보는 것: {1}</translation>
    </message>
    <message>
        <source>{0} × {1}: rows {2}–{3}, columns {4}–{5}</source>
        <translation>{0} × {1}: 행 {2}–{3}, 열 {4}–{5}</translation>
    </message>
    <message>
        <source>{0}, channel {1}</source>
        <translation>{0}, 채널 {1}</translation>
    </message>
    <message>
        <source>{0}, {1} places of it</source>
        <translation>{0}, 그중 {1}자리</translation>
    </message>
</context>
<context>
    <name>RemainingMenus</name>
    <message>
        <source>Open fol&amp;der…</source>
        <translation>폴더 열기(&amp;D)…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>The pictures of a folder; Ctrl+PgUp and Ctrl+PgDown walk through them</source>
        <translation>폴더의 이미지들입니다. Ctrl+PgUp과 Ctrl+PgDown으로 넘겨 봅니다</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>&amp;All</source>
        <translation>전체(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>없음(&amp;N)</translation>
    </message>
    <message>
        <source>Layers of the report</source>
        <translation>보고서에 넣을 층</translation>
    </message>
    <message>
        <source>One HTML file with the input, the prediction, facts and maps of these layers. It needs no internet.</source>
        <translation>입력과 예측, 이 층들의 정보와 맵을 담은 HTML 파일 하나입니다. 인터넷 없이도 열립니다.</translation>
    </message>
</context>
<context>
    <name>SamplesInput</name>
    <message>
        <source>Bar 0°</source>
        <translation>막대 0°</translation>
    </message>
    <message>
        <source>Bar 135°</source>
        <translation>막대 135°</translation>
    </message>
    <message>
        <source>Bar 45°</source>
        <translation>막대 45°</translation>
    </message>
    <message>
        <source>Bar 90°</source>
        <translation>막대 90°</translation>
    </message>
    <message>
        <source>Bars and edges</source>
        <translation>막대와 경계선</translation>
    </message>
    <message>
        <source>Beach ball</source>
        <translation>비치볼</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>체커판</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>컬러</translation>
    </message>
    <message>
        <source>Colour wheel</source>
        <translation>색상환</translation>
    </message>
    <message>
        <source>Coloured shapes</source>
        <translation>색 도형</translation>
    </message>
    <message>
        <source>Digit 0</source>
        <translation>숫자 0</translation>
    </message>
    <message>
        <source>Digit 1</source>
        <translation>숫자 1</translation>
    </message>
    <message>
        <source>Digit 2</source>
        <translation>숫자 2</translation>
    </message>
    <message>
        <source>Digit 3</source>
        <translation>숫자 3</translation>
    </message>
    <message>
        <source>Digit 4</source>
        <translation>숫자 4</translation>
    </message>
    <message>
        <source>Digit 5</source>
        <translation>숫자 5</translation>
    </message>
    <message>
        <source>Digit 6</source>
        <translation>숫자 6</translation>
    </message>
    <message>
        <source>Digit 7</source>
        <translation>숫자 7</translation>
    </message>
    <message>
        <source>Digit 8</source>
        <translation>숫자 8</translation>
    </message>
    <message>
        <source>Digit 9</source>
        <translation>숫자 9</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>Edge 0°</source>
        <translation>경계선 0°</translation>
    </message>
    <message>
        <source>Edge 135°</source>
        <translation>경계선 135°</translation>
    </message>
    <message>
        <source>Edge 180°</source>
        <translation>경계선 180°</translation>
    </message>
    <message>
        <source>Edge 225°</source>
        <translation>경계선 225°</translation>
    </message>
    <message>
        <source>Edge 270°</source>
        <translation>경계선 270°</translation>
    </message>
    <message>
        <source>Edge 315°</source>
        <translation>경계선 315°</translation>
    </message>
    <message>
        <source>Edge 45°</source>
        <translation>경계선 45°</translation>
    </message>
    <message>
        <source>Edge 90°</source>
        <translation>경계선 90°</translation>
    </message>
    <message>
        <source>Grating 0°, 16 cycles</source>
        <translation>격자 무늬 0°, 16주기</translation>
    </message>
    <message>
        <source>Grating 0°, 32 cycles</source>
        <translation>격자 무늬 0°, 32주기</translation>
    </message>
    <message>
        <source>Grating 0°, 4 cycles</source>
        <translation>격자 무늬 0°, 4주기</translation>
    </message>
    <message>
        <source>Grating 0°, 8 cycles</source>
        <translation>격자 무늬 0°, 8주기</translation>
    </message>
    <message>
        <source>Grating 120°, 8 cycles</source>
        <translation>격자 무늬 120°, 8주기</translation>
    </message>
    <message>
        <source>Grating 135°, 8 cycles</source>
        <translation>격자 무늬 135°, 8주기</translation>
    </message>
    <message>
        <source>Grating 150°, 8 cycles</source>
        <translation>격자 무늬 150°, 8주기</translation>
    </message>
    <message>
        <source>Grating 30°, 8 cycles</source>
        <translation>격자 무늬 30°, 8주기</translation>
    </message>
    <message>
        <source>Grating 45°, 16 cycles</source>
        <translation>격자 무늬 45°, 16주기</translation>
    </message>
    <message>
        <source>Grating 45°, 32 cycles</source>
        <translation>격자 무늬 45°, 32주기</translation>
    </message>
    <message>
        <source>Grating 45°, 4 cycles</source>
        <translation>격자 무늬 45°, 4주기</translation>
    </message>
    <message>
        <source>Grating 45°, 8 cycles</source>
        <translation>격자 무늬 45°, 8주기</translation>
    </message>
    <message>
        <source>Grating 60°, 8 cycles</source>
        <translation>격자 무늬 60°, 8주기</translation>
    </message>
    <message>
        <source>Grating 90°, 16 cycles</source>
        <translation>격자 무늬 90°, 16주기</translation>
    </message>
    <message>
        <source>Grating 90°, 32 cycles</source>
        <translation>격자 무늬 90°, 32주기</translation>
    </message>
    <message>
        <source>Grating 90°, 4 cycles</source>
        <translation>격자 무늬 90°, 4주기</translation>
    </message>
    <message>
        <source>Grating 90°, 8 cycles</source>
        <translation>격자 무늬 90°, 8주기</translation>
    </message>
    <message>
        <source>Gratings</source>
        <translation>격자 무늬</translation>
    </message>
    <message>
        <source>Linear gradient</source>
        <translation>선형 그라데이션</translation>
    </message>
    <message>
        <source>Patterns</source>
        <translation>무늬</translation>
    </message>
    <message>
        <source>Radial gradient</source>
        <translation>방사형 그라데이션</translation>
    </message>
    <message>
        <source>Rings</source>
        <translation>고리</translation>
    </message>
    <message>
        <source>Sample pictures</source>
        <translation>예제 이미지</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>예제</translation>
    </message>
    <message>
        <source>{count} pictures, each made by a formula</source>
        <translation>이미지 {count}개, 모두 식으로 만든 것</translation>
    </message>
</context>
<context>
    <name>ScoreBars</name>
    <message>
        <source>Class scores</source>
        <translation>클래스 점수</translation>
    </message>
</context>
<context>
    <name>ScoreModel</name>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
</context>
<context>
    <name>Seen</name>
    <message>
        <source>Centre and scale</source>
        <translation>가운데 맞춤과 크기 조정</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>전처리</translation>
    </message>
    <message>
        <source>Preprocessing…</source>
        <translation>전처리…</translation>
    </message>
    <message>
        <source>Scale the drawing to 20 pixels and centre it by mass, as MNIST&apos;s digits are</source>
        <translation>MNIST의 숫자처럼 그림을 20픽셀로 조정하고 무게 중심을 가운데에 맞춥니다</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>신경망이 보는 것</translation>
    </message>
    <message>
        <source>mean {mean}   max {high}</source>
        <translation>평균 {mean}   최대 {high}</translation>
    </message>
    <message>
        <source>preview: half size, {0} × {1}</source>
        <translation>미리 보기: 절반 크기, {0} × {1}</translation>
    </message>
    <message>
        <source>{low} to {high}, mean {mean}</source>
        <translation>{low} ~ {high}, 평균 {mean}</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source># {0:,} operations; its example inputs and constants are pickled, and unpickling can run code</source>
        <translation># 연산 {0:,}개. 예시 입력과 상수는 피클되어 있으며, 피클을 풀면 코드가 실행될 수 있습니다</translation>
    </message>
    <message>
        <source># {0} was written by pickle. Restoring it imports these modules, from {1}
# or from installed packages, and calls these classes and functions:

{2}
</source>
        <translation># {0}은(는) 피클로 저장한 파일입니다. 복원하면 {1} 또는
# 설치된 패키지에서 이 모듈들을 가져오고 이 클래스와 함수를 호출합니다:

{2}
</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; ({1}) is no operation whose arithmetic is known.</source>
        <translation>&apos;{0}&apos; ({1})은(는) 계산 방법이 알려진 연산이 아닙니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; ({1}) was called in a way that cannot be read: {2}</source>
        <translation>&apos;{0}&apos; ({1})의 호출 방식을 읽을 수 없습니다: {2}</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; attends to keys of its own (bias_k or add_zero_attn).</source>
        <translation>&apos;{0}&apos;은(는) 자체 키(bias_k 또는 add_zero_attn)에도 주의를 기울입니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; does not give the same shape a second time.</source>
        <translation>&apos;{0}&apos;을(를) 다시 실행하면 같은 모양이 나오지 않습니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; drew a random slope, as in training: which one is not known.</source>
        <translation>&apos;{0}&apos;은(는) 학습 때처럼 기울기를 무작위로 뽑았으므로 그 값을 알 수 없습니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; dropped random cells, as in training: which ones is not known.</source>
        <translation>&apos;{0}&apos;은(는) 학습 때처럼 칸을 무작위로 버렸으므로 어느 칸인지 알 수 없습니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; dropped random weights, as in training: which ones is not known.</source>
        <translation>&apos;{0}&apos;은(는) 학습 때처럼 가중치를 무작위로 버렸으므로 어느 것인지 알 수 없습니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; has no cell ({1}): its values are {2}.</source>
        <translation>&apos;{0}&apos;에는 칸 ({1})이(가) 없습니다. 값의 크기는 {2}입니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; has no cell ({1}, {2}) in this run.</source>
        <translation>이번 실행에서 &apos;{0}&apos;에는 칸 ({1}, {2})이(가) 없습니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; has no values that could be shown.</source>
        <translation>&apos;{0}&apos;에는 표시할 수 있는 값이 없습니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; lists the places where its input is not zero.</source>
        <translation>&apos;{0}&apos;은(는) 입력이 0이 아닌 자리의 목록을 만듭니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; measures lengths over several axes at once.</source>
        <translation>&apos;{0}&apos;은(는) 여러 축에 걸친 길이를 한꺼번에 잽니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; moves its input in a way that cannot be repeated.</source>
        <translation>&apos;{0}&apos;이(가) 입력을 옮기는 방식은 다시 따라 할 수 없습니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; pools in a way of its own: its windows are not known.</source>
        <translation>&apos;{0}&apos;은(는) 독자적인 방식으로 풀링하므로 창을 알 수 없습니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; returned no numbers.</source>
        <translation>&apos;{0}&apos;이(가) 수를 돌려주지 않았습니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; sums in a form without letters.</source>
        <translation>&apos;{0}&apos;의 합은 문자로 쓴 식이 아니어서 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; was given a {1} where a number or a tensor was expected.</source>
        <translation>&apos;{0}&apos;은(는) 수나 텐서가 와야 할 자리에 {1}을(를) 받았습니다.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; was given no tensor: its value is one of its own.</source>
        <translation>&apos;{0}&apos;은(는) 텐서를 받지 않았습니다. 값은 스스로 만든 것입니다.</translation>
    </message>
    <message>
        <source>(the cached file {0})</source>
        <translation>(캐시된 파일: {0})</translation>
    </message>
    <message>
        <source>({0}): arguments are plain values such as (10, width=0.5, norm=&apos;batch&apos;, pretrained=False).</source>
        <translation>({0}): 인수는 (10, width=0.5, norm=&apos;batch&apos;, pretrained=False)처럼 단순한 값이어야 합니다.</translation>
    </message>
    <message>
        <source>... and {0:,} more</source>
        <translation>... 그 밖에 {0:,}개</translation>
    </message>
    <message>
        <source>0 if a and b are 0, else 1</source>
        <translation>a와 b가 모두 0이면 0, 아니면 1</translation>
    </message>
    <message>
        <source>0 if x is 0, else 1</source>
        <translation>x가 0이면 0, 아니면 1</translation>
    </message>
    <message>
        <source>1 if a &lt; b, else 0</source>
        <translation>a &lt; b이면 1, 아니면 0</translation>
    </message>
    <message>
        <source>1 if a = b, else 0</source>
        <translation>a = b이면 1, 아니면 0</translation>
    </message>
    <message>
        <source>1 if a &gt; b, else 0</source>
        <translation>a &gt; b이면 1, 아니면 0</translation>
    </message>
    <message>
        <source>1 if a and b are not 0, else 0</source>
        <translation>a와 b가 모두 0이 아니면 1, 아니면 0</translation>
    </message>
    <message>
        <source>1 if a ≠ b, else 0</source>
        <translation>a ≠ b이면 1, 아니면 0</translation>
    </message>
    <message>
        <source>1 if a ≤ b, else 0</source>
        <translation>a ≤ b이면 1, 아니면 0</translation>
    </message>
    <message>
        <source>1 if a ≥ b, else 0</source>
        <translation>a ≥ b이면 1, 아니면 0</translation>
    </message>
    <message>
        <source>1 if x is 0, else 0</source>
        <translation>x가 0이면 1, 아니면 0</translation>
    </message>
    <message>
        <source>1: one window over all {0} = {1:,} cells</source>
        <translation>1: 전체 {0} = {1:,}칸을 덮는 창 하나</translation>
    </message>
    <message>
        <source>A TorchScript file tells the operations of its layers, not always their settings.</source>
        <translation>TorchScript 파일은 층의 연산은 알려 주지만 설정까지 늘 알려 주지는 않습니다.</translation>
    </message>
    <message>
        <source>A network can be shown tensors, arrays, PIL pictures and paths, not {0}: give a tensor (N, C, H, W), or a tuple of tensors for several inputs.</source>
        <translation>신경망에는 텐서, 배열, PIL 이미지, 경로를 보여 줄 수 있으며 {0}은(는) 안 됩니다. 텐서 (N, C, H, W)를 주거나 입력이 여럿이면 텐서의 튜플을 주세요.</translation>
    </message>
    <message>
        <source>A network of {0} channels with {1} means and {2} standard deviations cannot be shown a picture: give one mean and one deviation for grey, three for colour.</source>
        <translation>채널 {0}개, 평균 {1}개, 표준편차 {2}개인 신경망에는 이미지를 보여 줄 수 없습니다. 회색조는 평균과 표준편차를 하나씩, 컬러는 셋씩 주세요.</translation>
    </message>
    <message>
        <source>A picture cannot be scaled to {0} and cropped to {1} pixels.</source>
        <translation>이미지를 {0}(으)로 줄이고 {1}픽셀로 자를 수 없습니다.</translation>
    </message>
    <message>
        <source>A picture is a PIL image, an array or a file&apos;s path, not {0}.</source>
        <translation>이미지는 PIL 이미지, 배열, 파일 경로 중 하나여야 합니다. {0}은(는) 안 됩니다.</translation>
    </message>
    <message>
        <source>A picture of {0:,} × {1:,} pixels is too large.</source>
        <translation>{0:,} × {1:,}픽셀 그림은 너무 큽니다.</translation>
    </message>
    <message>
        <source>A picture of {0} × {1} is too long and thin to be scaled: crop it.</source>
        <translation>{0} × {1} 이미지는 너무 길고 가늘어 크기를 바꿀 수 없습니다. 잘라서 쓰세요.</translation>
    </message>
    <message>
        <source>A standard deviation of 0 cannot be divided by.</source>
        <translation>표준편차 0으로는 나눌 수 없습니다.</translation>
    </message>
    <message>
        <source>A tensor of shape {0} holds no picture.</source>
        <translation>모양이 {0}인 텐서에는 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>A torch.nn.Module can be explored, not {0}.</source>
        <translation>torch.nn.Module만 살펴볼 수 있습니다. {0}은(는) 안 됩니다.</translation>
    </message>
    <message>
        <source>An array of shape {0} has no pixels.</source>
        <translation>모양이 {0}인 배열에는 픽셀이 없습니다.</translation>
    </message>
    <message>
        <source>An array of shape {0} is no picture: (H, W), (H, W, 3) or (H, W, 4) is.</source>
        <translation>모양이 {0}인 배열은 이미지가 아닙니다. (H, W), (H, W, 3) 또는 (H, W, 4)여야 합니다.</translation>
    </message>
    <message>
        <source>An array of {0} is no picture: use uint8 from 0 to 255 or floats from 0 to 1.</source>
        <translation>{0} 배열은 이미지가 아닙니다. 0~255의 uint8이나 0~1의 실수를 쓰세요.</translation>
    </message>
    <message>
        <source>An input needs at least one pixel in height and width, and one channel.</source>
        <translation>입력에는 높이와 너비가 1픽셀 이상, 채널이 하나 이상 있어야 합니다.</translation>
    </message>
    <message>
        <source>An input of shape {0} cannot be a picture.</source>
        <translation>모양이 {0}인 입력은 이미지가 될 수 없습니다.</translation>
    </message>
    <message>
        <source>An input of whole numbers has no gradient.</source>
        <translation>정수 입력에는 기울기가 없습니다.</translation>
    </message>
    <message>
        <source>An input of {0} for each of its {1} inputs was guessed from its layers.</source>
        <translation>층을 보고 입력 {1}개의 모양을 각각 {0}(으)로 짐작했습니다.</translation>
    </message>
    <message>
        <source>An input of {0} was guessed from its layers.</source>
        <translation>층을 보고 입력 모양을 {0}(으)로 짐작했습니다.</translation>
    </message>
    <message>
        <source>An input of {0} × {1} pixels is larger than any picture.</source>
        <translation>{0} × {1}픽셀 입력은 어떤 이미지보다도 큽니다.</translation>
    </message>
    <message>
        <source>Another job waits.</source>
        <translation>다른 작업이 기다리고 있습니다.</translation>
    </message>
    <message>
        <source>Black and white cannot become the same value.</source>
        <translation>검은색과 흰색이 같은 값이 될 수는 없습니다.</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>메모리를 할당할 수 없음</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Colour map {0} from {1} to {2}</source>
        <translation>{1}부터 {2}까지의 색상표 {0}</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>연결이 거부됨</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>상대방이 연결을 끊음</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Did you mean {0} or {1} or {2}?</source>
        <translation>{0}, {1}, {2} 중 하나를 찾으셨나요?</translation>
    </message>
    <message>
        <source>Did you mean {0} or {1}?</source>
        <translation>{0} 또는 {1}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation>{0}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>디스크 할당량을 넘음</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>파일이 이미 있음</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>파일 이름이 너무 김</translation>
    </message>
    <message>
        <source>From</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Give one mean and one standard deviation, or one for each of the {0} channels.</source>
        <translation>평균과 표준편차를 하나씩 주거나 채널 {0}개마다 하나씩 주세요.</translation>
    </message>
    <message>
        <source>How it was shown pictures when it learned is unknown; they are prepared as for torchvision&apos;s weights.</source>
        <translation>학습할 때 이미지를 어떻게 전처리했는지 알 수 없어 torchvision의 가중치와 같은 방식으로 전처리합니다.</translation>
    </message>
    <message>
        <source>ImageNet normalised</source>
        <translation>ImageNet 정규화</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>입출력 오류</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>잘못된 인수</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>폴더임</translation>
    </message>
    <message>
        <source>It has no numbers that could be shown.</source>
        <translation>표시할 수 있는 수가 없습니다.</translation>
    </message>
    <message>
        <source>It has {0}.</source>
        <translation>들어 있는 것: {0}.</translation>
    </message>
    <message>
        <source>It holds more than weights ({0}): tensors were read, code was not run.</source>
        <translation>가중치 말고 다른 것({0})도 들어 있습니다. 텐서만 읽고 코드는 실행하지 않았습니다.</translation>
    </message>
    <message>
        <source>It knows {0}, such as resnet18 and vgg16.</source>
        <translation>resnet18, vgg16 등 {0}개가 있습니다.</translation>
    </message>
    <message>
        <source>It takes the input shape that it was exported with.</source>
        <translation>내보낼 때의 입력 모양만 받습니다.</translation>
    </message>
    <message>
        <source>Its input may have any size; {0} is used.</source>
        <translation>입력은 어떤 크기든 됩니다. {0}을(를) 씁니다.</translation>
    </message>
    <message>
        <source>Its tensors fit {0} alike; {1} was taken.</source>
        <translation>텐서가 {0}에 똑같이 맞아 {1}을(를) 골랐습니다.</translation>
    </message>
    <message>
        <source>Its weights are not on this machine: huggingface-cli download {0} brings them.</source>
        <translation>가중치가 이 컴퓨터에 없습니다. huggingface-cli download {0} 명령으로 내려받을 수 있습니다.</translation>
    </message>
    <message>
        <source>Its {0} numbers were made {1}.</source>
        <translation>{0} 수를 {1}(으)로 바꾸었습니다.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Loaded {0:,} of {1:,} tensors; {2}.</source>
        <translation>텐서 {1:,}개 중 {0:,}개를 불러왔습니다. {2}.</translation>
    </message>
    <message>
        <source>Logit</source>
        <translation>로짓</translation>
    </message>
    <message>
        <source>Mean, standard deviation and range are finite numbers, and no deviation is 0.</source>
        <translation>평균, 표준편차, 범위는 유한한 수여야 하고 표준편차는 0일 수 없습니다.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>곱셈-덧셈</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>No gradient of &apos;{0}&apos; reaches the input: the network turns gradients off on the way.</source>
        <translation>&apos;{0}&apos;의 기울기가 입력까지 오지 않습니다. 신경망이 중간에 기울기 계산을 끕니다.</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>디스크에 남은 공간이 없음</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>그런 파일이나 폴더가 없음</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>폴더가 아님</translation>
    </message>
    <message>
        <source>Only its input and output can be shown: {0}.</source>
        <translation>입력과 출력만 볼 수 있습니다: {0}.</translation>
    </message>
    <message>
        <source>Open the Python file that defines its network, with these weights (net.py:Net --weights {0}).</source>
        <translation>신경망을 정의하는 Python 파일을 이 가중치와 함께 여세요(net.py:Net --weights {0}).</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>연산</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>허용되지 않는 작업</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Output size</source>
        <translation>출력 크기</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>권한이 없음</translation>
    </message>
    <message>
        <source>Pictures fit by crop, stretch or pad, in the order RGB or BGR: not {0}, {1}.</source>
        <translation>이미지는 crop, stretch, pad로 맞추고 순서는 RGB나 BGR이어야 합니다. {0}, {1}은(는) 안 됩니다.</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>확률</translation>
    </message>
    <message>
        <source>Python file</source>
        <translation>Python 파일</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>읽기 전용 파일 시스템</translation>
    </message>
    <message>
        <source>Save model.state_dict() alone, or as .safetensors.</source>
        <translation>model.state_dict()만 저장하거나 .safetensors로 저장하세요.</translation>
    </message>
    <message>
        <source>Several inputs are given as a tuple or dict of tensors.</source>
        <translation>여러 입력은 텐서의 튜플이나 dict로 주어야 합니다.</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Somebody waits.</source>
        <translation>기다리는 작업이 있습니다.</translation>
    </message>
    <message>
        <source>Stage {0} of the architecture ({1}) cannot be built: {2}.</source>
        <translation>구조의 {0}번째 단계({1})를 만들 수 없습니다: {2}.</translation>
    </message>
    <message>
        <source>Stage {0} of the architecture ({1}) does not fit an input of {2}: {3}.</source>
        <translation>구조의 {0}번째 단계({1})가 {2} 입력에 맞지 않습니다: {3}.</translation>
    </message>
    <message>
        <source>Stage {0} of the architecture ({1}) does not know “{2}”.</source>
        <translation>구조의 {0}번째 단계({1})에는 “{2}” 설정이 없습니다.</translation>
    </message>
    <message>
        <source>Stage {0} of the architecture ({1}) needs “{2}”.</source>
        <translation>구조의 {0}번째 단계({1})에는 “{2}” 설정이 필요합니다.</translation>
    </message>
    <message>
        <source>Stage {0} of the architecture cannot be called “{1}”.</source>
        <translation>구조의 {0}번째 단계에는 “{1}”(이)라는 이름을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Stage {0} of the architecture is called “{1}” like an earlier one.</source>
        <translation>구조의 {0}번째 단계 이름 “{1}”이(가) 앞 단계와 같습니다.</translation>
    </message>
    <message>
        <source>Stage {0} of the architecture needs a “type” out of: {1}.</source>
        <translation>구조의 {0}번째 단계에는 다음 중 하나인 “type”이 필요합니다: {1}.</translation>
    </message>
    <message>
        <source>The architecture has no list “stages” with at least one stage.</source>
        <translation>구조에 단계가 하나 이상인 “stages” 목록이 없습니다.</translation>
    </message>
    <message>
        <source>The architecture needs an “input_shape” such as [1, 28, 28].</source>
        <translation>구조에는 [1, 28, 28]과 같은 “input_shape”이 필요합니다.</translation>
    </message>
    <message>
        <source>The array holds values that are no finite numbers (NaN or infinity).</source>
        <translation>배열에 유한하지 않은 값(NaN이나 무한대)이 있습니다.</translation>
    </message>
    <message>
        <source>The array&apos;s values go from {0:g} to {1:g}: floats must lie between 0 and 1.</source>
        <translation>배열의 값이 {0:g}부터 {1:g}까지입니다. 실수는 0과 1 사이여야 합니다.</translation>
    </message>
    <message>
        <source>The cells of &apos;{0}&apos; are folded into maps in a way that cannot be traced back.</source>
        <translation>&apos;{0}&apos;의 칸이 맵으로 접힌 방식을 거슬러 따라갈 수 없습니다.</translation>
    </message>
    <message>
        <source>The given preprocessing cannot prepare this picture: {0}</source>
        <translation>주어진 전처리로 이 이미지를 처리할 수 없습니다: {0}</translation>
    </message>
    <message>
        <source>The inputs hold no picture: their first dimension is the batch.</source>
        <translation>입력에 이미지가 없습니다. 첫 차원은 배치입니다.</translation>
    </message>
    <message>
        <source>The job was cancelled.</source>
        <translation>작업을 취소했습니다.</translation>
    </message>
    <message>
        <source>The layer &apos;{0}&apos; has no weights.</source>
        <translation>층 &apos;{0}&apos;에는 가중치가 없습니다.</translation>
    </message>
    <message>
        <source>The layer &apos;{0}&apos; put out no numbers that a table could show.</source>
        <translation>층 &apos;{0}&apos;의 출력에는 표로 보여 줄 수가 없습니다.</translation>
    </message>
    <message>
        <source>The layer &apos;{0}&apos; put out no scores.</source>
        <translation>층 &apos;{0}&apos;의 출력에는 점수가 없습니다.</translation>
    </message>
    <message>
        <source>The list of pictures is empty.</source>
        <translation>이미지 목록이 비어 있습니다.</translation>
    </message>
    <message>
        <source>The model failed in &apos;{0}&apos; on an input of shape {1}: {2}</source>
        <translation>모양이 {1}인 입력에서 모델의 &apos;{0}&apos;이(가) 실패했습니다: {2}</translation>
    </message>
    <message>
        <source>The model failed on an input of shape {0}: {1}</source>
        <translation>모양이 {0}인 입력에서 모델이 실패했습니다: {1}</translation>
    </message>
    <message>
        <source>The network cannot be run again.</source>
        <translation>신경망을 다시 실행할 수 없습니다.</translation>
    </message>
    <message>
        <source>The network has no layers and does no operation: there is nothing to show.</source>
        <translation>신경망에 층도 연산도 없어 보여 줄 것이 없습니다.</translation>
    </message>
    <message>
        <source>The network needs {0} for all its values at {1}, {2} are free, and it cannot be captured with fewer at a time. A smaller input size needs less.</source>
        <translation>{1} 크기에서 신경망의 모든 값에는 {0}이(가) 필요한데 {2}만 비어 있고, 더 적게 나누어 캡처할 수도 없습니다. 입력 크기를 줄이면 덜 필요합니다.</translation>
    </message>
    <message>
        <source>The network takes something else than one picture: it cannot be moved.</source>
        <translation>신경망의 입력이 이미지 하나가 아니어서 옮길 수 없습니다.</translation>
    </message>
    <message>
        <source>The network&apos;s output is no list of class scores.</source>
        <translation>신경망의 출력이 클래스 점수의 목록이 아닙니다.</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>The picture cannot be read: {0}</source>
        <translation>이미지를 읽을 수 없습니다: {0}</translation>
    </message>
    <message>
        <source>The pooling layer &apos;{0}&apos; was given no map.</source>
        <translation>풀링 층 &apos;{0}&apos;이(가) 맵을 받지 않았습니다.</translation>
    </message>
    <message>
        <source>The preprocessing has to make a tensor (C, H, W), not {0}.</source>
        <translation>전처리는 텐서 (C, H, W)를 만들어야 합니다. {0}은(는) 안 됩니다.</translation>
    </message>
    <message>
        <source>The settings of &apos;{0}&apos; cannot be read: it is no convolution of torch&apos;s own.</source>
        <translation>&apos;{0}&apos;의 설정을 읽을 수 없습니다. torch의 합성곱이 아닙니다.</translation>
    </message>
    <message>
        <source>The table of &apos;{0}&apos; cannot be read.</source>
        <translation>&apos;{0}&apos;의 표를 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>The test was stopped. Fold it in and out again to make it.</source>
        <translation>시험을 멈췄습니다. 접었다가 다시 펼치면 시험합니다.</translation>
    </message>
    <message>
        <source>The values of &apos;{0}&apos; are complex numbers.</source>
        <translation>&apos;{0}&apos;의 값은 복소수입니다.</translation>
    </message>
    <message>
        <source>The values of &apos;{0}&apos; have not been kept.</source>
        <translation>&apos;{0}&apos;의 값은 보관되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The weights hold NaN or infinity in {0}.</source>
        <translation>가중치 {0}에 NaN이나 무한대가 있습니다.</translation>
    </message>
    <message>
        <source>The weights of &apos;{0}&apos; are of a kind that cannot be shown as filters.</source>
        <translation>&apos;{0}&apos;의 가중치는 필터로 보여 줄 수 없는 종류입니다.</translation>
    </message>
    <message>
        <source>The weights of &apos;{0}&apos; cannot be read.</source>
        <translation>&apos;{0}&apos;의 가중치를 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>The weights under “{0}” were taken; there are others under {1}.</source>
        <translation>“{0}”에 있는 가중치를 썼습니다. {1}에도 다른 가중치가 있습니다.</translation>
    </message>
    <message>
        <source>The {0} depth slices of each kernel stand side by side, the first on the left.</source>
        <translation>각 커널의 깊이 방향 조각 {0}개가 왼쪽부터 나란히 놓입니다.</translation>
    </message>
    <message>
        <source>There is no Python module “{0}” here or among the installed packages.</source>
        <translation>Python 모듈 “{0}”이(가) 여기에도 설치된 패키지에도 없습니다.</translation>
    </message>
    <message>
        <source>There is no built-in network “{0}”, only: {1}.</source>
        <translation>내장 신경망 “{0}”은(는) 없습니다. 있는 것: {1}.</translation>
    </message>
    <message>
        <source>There is no device “{0}” here: this torch ({1}) sees {2}.</source>
        <translation>여기에는 장치 “{0}”이(가) 없습니다. 이 torch({1})에서 쓸 수 있는 장치: {2}.</translation>
    </message>
    <message>
        <source>There is no memory for a picture of {0:,} × {1:,} pixels.</source>
        <translation>{0:,} × {1:,}픽셀 그림을 만들 메모리가 없습니다.</translation>
    </message>
    <message>
        <source>There is no model named &apos;{0}&apos;: &apos;digits&apos;, &apos;digits-mlp&apos;, torchvision&apos;s names (resnet18, ...), files of weights and Python classes (file.py:Class) are known.</source>
        <translation>&apos;{0}&apos;(이)라는 모델이 없습니다. &apos;digits&apos;, &apos;digits-mlp&apos;, torchvision의 이름(resnet18, ...), 가중치 파일, Python 클래스(file.py:Class)를 열 수 있습니다.</translation>
    </message>
    <message>
        <source>This cell of &apos;{0}&apos; came from no cell of its input.</source>
        <translation>&apos;{0}&apos;의 이 칸은 입력의 어느 칸에서도 오지 않았습니다.</translation>
    </message>
    <message>
        <source>This operation has no values that could be shown.</source>
        <translation>이 연산에는 표시할 수 있는 값이 없습니다.</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>심볼릭 링크가 너무 여러 겹임</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>열린 파일이 너무 많음</translation>
    </message>
    <message>
        <source>TorchScript file</source>
        <translation>TorchScript 파일</translation>
    </message>
    <message>
        <source>Transposed convolution: stored by input channel, shown by output channel.</source>
        <translation>전치 합성곱: 입력 채널별로 저장된 것을 출력 채널별로 보여 줍니다.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>What has come ({0}) is kept: the next try goes on from there.</source>
        <translation>받은 만큼({0})은 보관하며 다음에 이어 받습니다.</translation>
    </message>
    <message>
        <source>What input {0} takes cannot be told from its layers (the last try: {1}): give its shape for each of {2}, as in --input-shape 3,224,224;1,28,28.</source>
        <translation>{0}이(가) 어떤 입력을 받는지 층만 보고는 알 수 없습니다(마지막 시도: {1}). {2} 각각의 모양을 --input-shape 3,224,224;1,28,28처럼 알려 주세요.</translation>
    </message>
    <message>
        <source>What input {0} takes cannot be told from its layers (the last try: {1}): give its shape, as in --input-shape 3,224,224.</source>
        <translation>{0}이(가) 어떤 입력을 받는지 층만 보고는 알 수 없습니다(마지막 시도: {1}). 입력 모양을 --input-shape 3,224,224처럼 알려 주세요.</translation>
    </message>
    <message>
        <source>What is not under “{0}” was left out: {1}.</source>
        <translation>“{0}”에 속하지 않는 것은 뺐습니다: {1}.</translation>
    </message>
    <message>
        <source>What the network sees, {0}, values {1} to {2}</source>
        <translation>신경망이 보는 것, {0}, 값 {1} ~ {2}</translation>
    </message>
    <message>
        <source>What was pasted holds no picture.</source>
        <translation>붙여넣은 것에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>Written by Feature Map Explorer {0}</source>
        <translation>Feature Map Explorer {0}에서 작성</translation>
    </message>
    <message>
        <source>a / b, cut to a whole number</source>
        <translation>a / b의 정수 부분</translation>
    </message>
    <message>
        <source>a / b, rounded down</source>
        <translation>a / b를 내림</translation>
    </message>
    <message>
        <source>a JSON object is needed, with height and width at least.</source>
        <translation>적어도 height와 width가 있는 JSON 객체가 필요합니다.</translation>
    </message>
    <message>
        <source>a single number</source>
        <translation>수 하나</translation>
    </message>
    <message>
        <source>a web page came instead of the file; does this network want you to log in?</source>
        <translation>파일 대신 웹 페이지가 왔습니다. 이 네트워크에서 로그인이 필요한가요?</translation>
    </message>
    <message>
        <source>and {0:,} more: {1}</source>
        <translation>그 밖에 {0:,}개: {1}</translation>
    </message>
    <message>
        <source>bias = {0}</source>
        <translation>편향 = {0}</translation>
    </message>
    <message>
        <source>built-in</source>
        <translation>내장</translation>
    </message>
    <message>
        <source>cannot be restored: {0}: {1}.</source>
        <translation>복원할 수 없습니다: {0}: {1}.</translation>
    </message>
    <message>
        <source>channels last</source>
        <translation>채널이 마지막</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>체크포인트</translation>
    </message>
    <message>
        <source>class token left out</source>
        <translation>클래스 토큰 제외</translation>
    </message>
    <message>
        <source>class {0}</source>
        <translation>클래스 {0}</translation>
    </message>
    <message>
        <source>classification</source>
        <translation>분류</translation>
    </message>
    <message>
        <source>described in its file</source>
        <translation>파일에 구조가 적혀 있음</translation>
    </message>
    <message>
        <source>detection</source>
        <translation>검출</translation>
    </message>
    <message>
        <source>difference = {0}</source>
        <translation>차이 = {0}</translation>
    </message>
    <message>
        <source>each cell is the mean of {0} × {0} values</source>
        <translation>각 칸은 {0} × {0}개 값의 평균</translation>
    </message>
    <message>
        <source>en</source>
        <translation>ko</translation>
    </message>
    <message>
        <source>filled in</source>
        <translation>채운 값</translation>
    </message>
    <message>
        <source>first of {0}</source>
        <translation>{0}개 중 첫째</translation>
    </message>
    <message>
        <source>height and width are needed, and numbers where numbers belong.</source>
        <translation>height와 width가 필요하고, 수가 올 자리에는 수가 있어야 합니다.</translation>
    </message>
    <message>
        <source>image file is truncated</source>
        <translation>이미지 파일이 중간에서 잘림</translation>
    </message>
    <message>
        <source>image file is truncated ({0} bytes not processed)</source>
        <translation>이미지 파일이 중간에서 잘림({0}바이트 처리하지 못함)</translation>
    </message>
    <message>
        <source>input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>input {0} of {1}</source>
        <translation>입력 {0}/{1}</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>반전</translation>
    </message>
    <message>
        <source>is a GGUF file, as language models have them: PyTorch&apos;s weights are needed.</source>
        <translation>언어 모델에 쓰는 GGUF 파일입니다. PyTorch 가중치가 필요합니다.</translation>
    </message>
    <message>
        <source>is a NumPy archive: PyTorch&apos;s weights are needed.</source>
        <translation>NumPy 보관 파일입니다. PyTorch 가중치가 필요합니다.</translation>
    </message>
    <message>
        <source>is a TorchScript file, a program and not only weights: save the network&apos;s weights with torch.save(model.state_dict(), ...).</source>
        <translation>가중치만이 아니라 프로그램이 담긴 TorchScript 파일입니다. 신경망의 가중치를 torch.save(model.state_dict(), ...)로 저장하세요.</translation>
    </message>
    <message>
        <source>is a picture ({0}), no network: show it to one with File &gt; Open picture, or drop it on the canvas.</source>
        <translation>신경망이 아니라 이미지({0})입니다. 파일 &gt; 이미지 열기로 열거나 캔버스에 끌어다 놓아 신경망에 보여 주세요.</translation>
    </message>
    <message>
        <source>is a single NumPy array: a state dict with names is needed.</source>
        <translation>NumPy 배열 하나입니다. 이름이 있는 state dict가 필요합니다.</translation>
    </message>
    <message>
        <source>is a torch.export file, a program and not only weights: save the network&apos;s weights with torch.save(model.state_dict(), ...).</source>
        <translation>가중치만이 아니라 프로그램이 담긴 torch.export 파일입니다. 신경망의 가중치를 torch.save(model.state_dict(), ...)로 저장하세요.</translation>
    </message>
    <message>
        <source>is a web page: the download brought a page in place of the file; download it again.</source>
        <translation>웹 페이지입니다. 파일 대신 페이지를 내려받았으니 다시 내려받으세요.</translation>
    </message>
    <message>
        <source>is a zip archive without weights of torch.save in it: unpack it and open the file inside.</source>
        <translation>torch.save의 가중치가 없는 zip 압축 파일입니다. 압축을 풀고 안의 파일을 여세요.</translation>
    </message>
    <message>
        <source>is an HDF5 file, as Keras writes them: PyTorch&apos;s weights are needed.</source>
        <translation>Keras가 쓰는 HDF5 파일입니다. PyTorch 가중치가 필요합니다.</translation>
    </message>
    <message>
        <source>is an archive ({0}): unpack it and open the file inside.</source>
        <translation>보관 파일({0})입니다. 풀어서 안의 파일을 여세요.</translation>
    </message>
    <message>
        <source>is compressed ({0}): unpack it and open the file inside.</source>
        <translation>압축된 파일({0})입니다. 압축을 풀고 안의 파일을 여세요.</translation>
    </message>
    <message>
        <source>is damaged or cut off (its last part, the table of contents, is missing): download it again.</source>
        <translation>손상되었거나 잘렸습니다(마지막 부분인 목차가 없음). 다시 내려받으세요.</translation>
    </message>
    <message>
        <source>is empty: download or save it again.</source>
        <translation>비어 있습니다. 다시 내려받거나 다시 저장하세요.</translation>
    </message>
    <message>
        <source>is no weights file: neither safetensors nor what torch.save writes.</source>
        <translation>가중치 파일이 아닙니다. safetensors도 torch.save로 쓴 파일도 아닙니다.</translation>
    </message>
    <message>
        <source>is only a Git LFS pointer: fetch it with git lfs pull.</source>
        <translation>Git LFS 포인터일 뿐입니다. git lfs pull로 파일을 가져오세요.</translation>
    </message>
    <message>
        <source>is text, no weights: name the file that the weights are in.</source>
        <translation>가중치가 아니라 텍스트입니다. 가중치가 들어 있는 파일을 고르세요.</translation>
    </message>
    <message>
        <source>it computes something else when it is followed step by step</source>
        <translation>한 단계씩 따라가면 다른 값이 나옴</translation>
    </message>
    <message>
        <source>it ended after {0} of {1}</source>
        <translation>{1} 중 {0}에서 끝남</translation>
    </message>
    <message>
        <source>it has no layers with weights</source>
        <translation>가중치가 있는 층이 없음</translation>
    </message>
    <message>
        <source>it has no tensors</source>
        <translation>텐서가 없음</translation>
    </message>
    <message>
        <source>it is not JSON: {0}.</source>
        <translation>JSON이 아닙니다: {0}.</translation>
    </message>
    <message>
        <source>its class was defined in the script that saved it ({0}): open the Python file that defines it, with this file as its weights (net.py:Net --weights FILE).</source>
        <translation>이 파일을 저장한 스크립트에서 정의한 클래스입니다({0}). 그 클래스를 정의하는 Python 파일을 열고 이 파일을 가중치로 쓰세요(net.py:Net --weights FILE).</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>live</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>live weights</source>
        <translation>실행 중인 가중치</translation>
    </message>
    <message>
        <source>map</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>missing: {0}</source>
        <translation>없는 것: {0}</translation>
    </message>
    <message>
        <source>network = {0}</source>
        <translation>신경망 = {0}</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>수 아님</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>old checkpoint</source>
        <translation>옛 체크포인트</translation>
    </message>
    <message>
        <source>only scripts of one picture (C, H, W) can be shown</source>
        <translation>이미지 하나(C, H, W)를 받는 스크립트만 볼 수 있음</translation>
    </message>
    <message>
        <source>output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>pickled module</source>
        <translation>피클로 저장된 모듈</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>picture {0}</source>
        <translation>이미지 {0}</translation>
    </message>
    <message>
        <source>random weights</source>
        <translation>무작위 가중치</translation>
    </message>
    <message>
        <source>segmentation</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>slices one below the other</source>
        <translation>조각을 위아래로 쌓음</translation>
    </message>
    <message>
        <source>something whose name is worked out while it is read</source>
        <translation>읽는 동안에야 이름이 정해지는 것</translation>
    </message>
    <message>
        <source>sum of the shown terms = {0}</source>
        <translation>표시된 항의 합 = {0}</translation>
    </message>
    <message>
        <source>sum of {0:,} terms = {1}</source>
        <translation>항 {0:,}개의 합 = {1}</translation>
    </message>
    <message>
        <source>the angle of (b, a)</source>
        <translation>(b, a)의 각도</translation>
    </message>
    <message>
        <source>the array</source>
        <translation>배열</translation>
    </message>
    <message>
        <source>the certificate of {0} cannot be verified ({1})</source>
        <translation>{0}의 인증서를 확인할 수 없음({1})</translation>
    </message>
    <message>
        <source>the code of its class is not here ({0}): open the Python file that defines it, with this file as its weights (net.py:Net --weights FILE).</source>
        <translation>클래스의 코드가 여기에 없습니다({0}). 그 클래스를 정의하는 Python 파일을 열고 이 파일을 가중치로 쓰세요(net.py:Net --weights FILE).</translation>
    </message>
    <message>
        <source>the connection broke off</source>
        <translation>연결이 끊어짐</translation>
    </message>
    <message>
        <source>the file itself</source>
        <translation>파일 자체</translation>
    </message>
    <message>
        <source>the function {0} is not known</source>
        <translation>함수 {0}을(를) 알 수 없음</translation>
    </message>
    <message>
        <source>the instruction {0} is not known</source>
        <translation>명령 {0}을(를) 알 수 없음</translation>
    </message>
    <message>
        <source>the larger of a and b</source>
        <translation>a와 b 중 큰 값</translation>
    </message>
    <message>
        <source>the picture in it cannot be read.</source>
        <translation>안에 든 이미지를 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>the server redirects in circles</source>
        <translation>서버가 같은 곳으로 계속 되돌려 보냄</translation>
    </message>
    <message>
        <source>the server says {0} {1}</source>
        <translation>서버의 응답: {0} {1}</translation>
    </message>
    <message>
        <source>the server sends another part of the file than it is asked for</source>
        <translation>서버가 요청한 것과 다른 부분을 보냄</translation>
    </message>
    <message>
        <source>the server&apos;s answer is no proper HTTP ({0})</source>
        <translation>서버의 응답이 올바른 HTTP가 아님({0})</translation>
    </message>
    <message>
        <source>the sign of x</source>
        <translation>x의 부호</translation>
    </message>
    <message>
        <source>the smaller of a and b</source>
        <translation>a와 b 중 작은 값</translation>
    </message>
    <message>
        <source>there is no colour map &apos;{0}&apos;.</source>
        <translation>&apos;{0}&apos;(이)라는 색상표가 없습니다.</translation>
    </message>
    <message>
        <source>there is no setting {0}; known are {1}.</source>
        <translation>{0}(이)라는 설정이 없습니다. 쓸 수 있는 설정: {1}.</translation>
    </message>
    <message>
        <source>timm has no model called “{0}”.</source>
        <translation>timm에는 “{0}”(이)라는 모델이 없습니다.</translation>
    </message>
    <message>
        <source>timm offers no weights for it.</source>
        <translation>timm에서 제공하는 가중치가 없습니다.</translation>
    </message>
    <message>
        <source>tokens folded</source>
        <translation>토큰을 접음</translation>
    </message>
    <message>
        <source>torch.export file</source>
        <translation>torch.export 파일</translation>
    </message>
    <message>
        <source>torchvision has no model called “{0}”.</source>
        <translation>torchvision에는 “{0}”(이)라는 모델이 없습니다.</translation>
    </message>
    <message>
        <source>torchvision has no weights “{0}” for {1}, only: {2}, and {1}:{3}.</source>
        <translation>torchvision에는 {1}의 가중치 “{0}”이(가) 없습니다. 있는 것: {2}, {1}:{3}.</translation>
    </message>
    <message>
        <source>trained on {0}, {1} %</source>
        <translation>{0}(으)로 학습, {1} %</translation>
    </message>
    <message>
        <source>unexpected: {0}</source>
        <translation>예상 밖: {0}</translation>
    </message>
    <message>
        <source>values {0} to {1}</source>
        <translation>값 {0} ~ {1}</translation>
    </message>
    <message>
        <source>version unknown</source>
        <translation>알 수 없는 버전</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>weights as its code makes them</source>
        <translation>코드가 만드는 그대로의 가중치</translation>
    </message>
    <message>
        <source>weights as its code makes them (random, it loads none)</source>
        <translation>코드가 만드는 그대로의 가중치(무작위, 불러오는 것 없음)</translation>
    </message>
    <message>
        <source>weights as its code makes them ({0} of {1} tensors random, not loaded)</source>
        <translation>코드가 만드는 그대로의 가중치(텐서 {1}개 중 {0}개는 불러오지 않은 무작위 값)</translation>
    </message>
    <message>
        <source>weights from {0}</source>
        <translation>{0}의 가중치</translation>
    </message>
    <message>
        <source>what a / b leaves over</source>
        <translation>a / b의 나머지</translation>
    </message>
    <message>
        <source>x cut to a whole number</source>
        <translation>x의 정수 부분</translation>
    </message>
    <message>
        <source>x rounded</source>
        <translation>x를 반올림</translation>
    </message>
    <message>
        <source>x rounded down</source>
        <translation>x를 내림</translation>
    </message>
    <message>
        <source>x rounded up</source>
        <translation>x를 올림</translation>
    </message>
    <message>
        <source>{0:,} all zero</source>
        <translation>모두 0: {0:,}개</translation>
    </message>
    <message>
        <source>{0:,} maps of {1} × {2}, {3} in a row</source>
        <translation>{1} × {2} 맵 {0:,}개, 한 줄에 {3}개</translation>
    </message>
    <message>
        <source>{0:,} with NaN or infinity</source>
        <translation>NaN 또는 무한대: {0:,}개</translation>
    </message>
    <message>
        <source>{0:.1f} % beyond the colours of {1}</source>
        <translation>{0:.1f} %가 {1}의 색 범위를 벗어남</translation>
    </message>
    <message>
        <source>{0:.3g} to {1:.3g}</source>
        <translation>{0:.3g} ~ {1:.3g}</translation>
    </message>
    <message>
        <source>{0} (line {1})</source>
        <translation>{0} ({1}번째 줄)</translation>
    </message>
    <message>
        <source>{0} ({1}) at {2}</source>
        <translation>{0} ({1}), 위치 {2}</translation>
    </message>
    <message>
        <source>{0} + 1 − 1 = {1} (a last window that would start beyond the input is left out)</source>
        <translation>{0} + 1 − 1 = {1} (입력 밖에서 시작할 마지막 창은 제외)</translation>
    </message>
    <message>
        <source>{0} and {1:,} more</source>
        <translation>{0} 외 {1:,}개</translation>
    </message>
    <message>
        <source>{0} as asked for: windows of {1} over {2}</source>
        <translation>지정한 대로 {0}: {2}에 걸친 크기 {1}의 창</translation>
    </message>
    <message>
        <source>{0} as asked for: windows of {1} to {2} over {3}</source>
        <translation>지정한 대로 {0}: {3}에 걸친 크기 {1}~{2}의 창</translation>
    </message>
    <message>
        <source>{0} cannot be downloaded: its address is neither http nor https.</source>
        <translation>{0}을(를) 내려받을 수 없습니다. 주소가 http도 https도 아닙니다.</translation>
    </message>
    <message>
        <source>{0} cannot be downloaded: {1}.</source>
        <translation>{0}을(를) 내려받을 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be found; perhaps this computer is offline</source>
        <translation>{0}을(를) 찾을 수 없음. 컴퓨터가 인터넷에 연결되어 있지 않을 수 있음</translation>
    </message>
    <message>
        <source>{0} cannot be reached; perhaps this computer is offline</source>
        <translation>{0}에 연결할 수 없음. 컴퓨터가 인터넷에 연결되어 있지 않을 수 있음</translation>
    </message>
    <message>
        <source>{0} cannot be read as weights</source>
        <translation>{0}을(를) 가중치로 읽을 수 없음</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0}을(를) 읽을 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be used: the SHA-256 of what came does not begin with {1}, as the file&apos;s name promises; it was thrown away.</source>
        <translation>{0}을(를) 쓸 수 없습니다. 받은 내용의 SHA-256이 파일 이름에 적힌 {1}(으)로 시작하지 않아 버렸습니다.</translation>
    </message>
    <message>
        <source>{0} cannot be written: the name of a file in it is no valid text: give that file another name.</source>
        <translation>{0}을(를) 쓸 수 없습니다. 그 안에 나오는 파일의 이름이 올바른 텍스트가 아닙니다. 파일 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}.</source>
        <translation>{0}을(를) 쓸 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{0} does not fit into the memory of {1}: it runs on the CPU.</source>
        <translation>{0}이(가) {1}의 메모리에 들어가지 않아 CPU에서 실행합니다.</translation>
    </message>
    <message>
        <source>{0} does not match its hash</source>
        <translation>{0}의 해시가 이름과 맞지 않음</translation>
    </message>
    <message>
        <source>{0} failed: {1}</source>
        <translation>{0} 실패: {1}</translation>
    </message>
    <message>
        <source>{0} feature maps of {1}</source>
        <translation>{1}의 특성 맵 {0}개</translation>
    </message>
    <message>
        <source>{0} has more than {1} million pixels: open a smaller copy of it.</source>
        <translation>{0}은(는) {1}메가픽셀이 넘습니다. 더 작은 사본을 여세요.</translation>
    </message>
    <message>
        <source>{0} has no hash in its name to be checked against</source>
        <translation>{0}의 이름에 확인할 해시가 없음</translation>
    </message>
    <message>
        <source>{0} has no pictures in it that could be listed.</source>
        <translation>{0}에는 목록에 올릴 그림이 없습니다.</translation>
    </message>
    <message>
        <source>{0} has no pixels: it is {1} × {2}.</source>
        <translation>{0}에 픽셀이 없습니다. 크기가 {1} × {2}입니다.</translation>
    </message>
    <message>
        <source>{0} has no values that could be shown.</source>
        <translation>{0}에는 표시할 수 있는 값이 없습니다.</translation>
    </message>
    <message>
        <source>{0} has no {1} that could be written.</source>
        <translation>{0}에는 쓸 수 있는 {1}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{0} has {1}: its predictions mean nothing.</source>
        <translation>{0}: {1}. 예측에는 의미가 없습니다.</translation>
    </message>
    <message>
        <source>{0} holds no weights of this model</source>
        <translation>{0}에 이 모델의 가중치가 없음</translation>
    </message>
    <message>
        <source>{0} holds values that are no finite numbers (NaN or infinity).</source>
        <translation>{0}에 유한하지 않은 값(NaN이나 무한대)이 있습니다.</translation>
    </message>
    <message>
        <source>{0} holds {1}, which safetensors files cannot: write an .npz file.</source>
        <translation>{0}에는 safetensors 파일에 담을 수 없는 {1}이(가) 있습니다. .npz 파일로 쓰세요.</translation>
    </message>
    <message>
        <source>{0} is a folder, not a picture.</source>
        <translation>{0}은(는) 이미지가 아니라 폴더입니다.</translation>
    </message>
    <message>
        <source>{0} is being downloaded already: wait for that to end.</source>
        <translation>{0}을(를) 이미 내려받고 있습니다. 끝날 때까지 기다리세요.</translation>
    </message>
    <message>
        <source>{0} is damaged or incomplete: {1}.</source>
        <translation>{0}이(가) 손상되었거나 불완전합니다: {1}.</translation>
    </message>
    <message>
        <source>{0} is damaged: {1}</source>
        <translation>{0}이(가) 손상되었습니다: {1}</translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <translation>{0}이(가) 손상되었습니다: {1}.</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation>{0}은(는) 비어 있습니다.</translation>
    </message>
    <message>
        <source>{0} is no interpolation: choose one of {1}.</source>
        <translation>{0}은(는) 보간 방법이 아닙니다. 다음 중에서 고르세요: {1}.</translation>
    </message>
    <message>
        <source>{0} is no ordinary file.</source>
        <translation>{0}은(는) 보통 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>{0} is no picture that can be read: open a PNG, JPEG, GIF, TIFF or WebP file.</source>
        <translation>{0}은(는) 읽을 수 있는 이미지가 아닙니다. PNG, JPEG, GIF, TIFF, WebP 파일을 여세요.</translation>
    </message>
    <message>
        <source>{0} is no preset of torchvision for classifying pictures.</source>
        <translation>{0}은(는) 이미지 분류를 위한 torchvision의 사전 설정이 아닙니다.</translation>
    </message>
    <message>
        <source>{0} is no session of this program: it does not begin as one.</source>
        <translation>{0}은(는) 이 프로그램의 세션 파일이 아닙니다. 시작 부분이 다릅니다.</translation>
    </message>
    <message>
        <source>{0} is no session, or damaged: {1}.</source>
        <translation>{0}은(는) 세션 파일이 아니거나 손상되었습니다: {1}.</translation>
    </message>
    <message>
        <source>{0} is not downloaded: there is no hash in its name to check it against.</source>
        <translation>{0}을(를) 내려받지 않았습니다. 이름에 확인할 해시가 없습니다.</translation>
    </message>
    <message>
        <source>{0} is of type {1}: the network&apos;s float weights are needed.</source>
        <translation>{0}의 자료형이 {1}입니다. 신경망의 실수 가중치가 필요합니다.</translation>
    </message>
    <message>
        <source>{0} is too large for a session.</source>
        <translation>{0}은(는) 세션 파일치고 너무 큽니다.</translation>
    </message>
    <message>
        <source>{0} is too large for the memory that is free.</source>
        <translation>{0}은(는) 남은 메모리에 담기에는 너무 큽니다.</translation>
    </message>
    <message>
        <source>{0} is {1} instead of {2}</source>
        <translation>{0}의 모양이 {2}이(가) 아니라 {1}</translation>
    </message>
    <message>
        <source>{0} keeps the selected layer&apos;s values only: all do not fit into memory.</source>
        <translation>{0}은(는) 선택한 층의 값만 보관합니다. 모든 값은 메모리에 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>{0} may not be read: you have no permission to open it.</source>
        <translation>{0}을(를) 읽을 수 없습니다. 열 권한이 없습니다.</translation>
    </message>
    <message>
        <source>{0} needs {1} more, but there are only {2} free on that disk.</source>
        <translation>{0}에 {1}이(가) 더 필요하지만 디스크에 {2}만 남아 있습니다.</translation>
    </message>
    <message>
        <source>{0} of {1} calls of one forward pass.</source>
        <translation>순전파 한 번의 호출 {1}개 중 {0}개.</translation>
    </message>
    <message>
        <source>{0} refuses the connection</source>
        <translation>{0}이(가) 연결을 거부함</translation>
    </message>
    <message>
        <source>{0} sent nothing for {1:g} seconds; perhaps this computer is offline</source>
        <translation>{0}에서 {1:g}초 동안 응답이 없음. 컴퓨터가 인터넷에 연결되어 있지 않을 수 있음</translation>
    </message>
    <message>
        <source>{0} was saved by a newer program ({1}): to open it, install the newest version of Feature Map Explorer.</source>
        <translation>{0}은(는) 더 새로운 프로그램({1})에서 저장한 것입니다. 열려면 최신 버전의 Feature Map Explorer를 설치하세요.</translation>
    </message>
    <message>
        <source>{0} × {0}, grey, 0 to 1</source>
        <translation>{0} × {0}, 회색조, 0 ~ 1</translation>
    </message>
    <message>
        <source>{0}, ImageNet normalised</source>
        <translation>{0}, ImageNet 정규화</translation>
    </message>
    <message>
        <source>{0}, as given</source>
        <translation>{0}, 주어진 그대로</translation>
    </message>
    <message>
        <source>{0}, line {1}: is not Python: {2}.</source>
        <translation>{0}, {1}번째 줄: Python이 아닙니다: {2}.</translation>
    </message>
    <message>
        <source>{0}, {1:.3g} to {2:.3g}</source>
        <translation>{0}, {1:.3g} ~ {2:.3g}</translation>
    </message>
    <message>
        <source>{0}: ONNX files need two more packages: pip install &apos;feature-map-explorer[onnx]&apos;.</source>
        <translation>{0}: ONNX 파일을 열려면 패키지 두 개가 더 필요합니다. pip install &apos;feature-map-explorer[onnx]&apos;로 설치하세요.</translation>
    </message>
    <message>
        <source>{0}: a number is needed.</source>
        <translation>{0}: 수가 필요합니다.</translation>
    </message>
    <message>
        <source>{0}: an architecture is a JSON object with “input_shape” and “stages”.</source>
        <translation>{0}: 구조는 “input_shape”과 “stages”가 있는 JSON 객체여야 합니다.</translation>
    </message>
    <message>
        <source>{0}: an input of shape {1} cannot be a picture: give C,H,W.</source>
        <translation>{0}: 모양이 {1}인 입력은 이미지가 될 수 없습니다. C,H,W로 주세요.</translation>
    </message>
    <message>
        <source>{0}: cannot be loaded as TorchScript: {1}.</source>
        <translation>{0}: TorchScript로 불러올 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: cannot be loaded by this torch ({1}): {2}.</source>
        <translation>{0}: 이 torch({1})로 불러올 수 없습니다: {2}.</translation>
    </message>
    <message>
        <source>{0}: cannot be read as ONNX: {1}.</source>
        <translation>{0}: ONNX로 읽을 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: cannot be read as safetensors weights: {1}.</source>
        <translation>{0}: safetensors 가중치로 읽을 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: cannot be read: it was pickled in another way than torch.save does: save it with torch.save.</source>
        <translation>{0}: 읽을 수 없습니다. torch.save와 다른 방식으로 피클되었습니다. torch.save로 저장하세요.</translation>
    </message>
    <message>
        <source>{0}: cannot be read: {1}.</source>
        <translation>{0}: 읽을 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: cannot be read: {1}; known without a file are {2}.</source>
        <translation>{0}: 읽을 수 없습니다: {1}. 파일 없이 쓸 수 있는 이름: {2}.</translation>
    </message>
    <message>
        <source>{0}: cannot be run: {1}.</source>
        <translation>{0}: 실행할 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: cannot be written: {1}.</source>
        <translation>{0}: 쓸 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: class names are a JSON list of texts, or an object from 0, 1, 2, ... to texts.</source>
        <translation>{0}: 클래스 이름은 텍스트의 JSON 목록이거나, 0, 1, 2, ...에 텍스트를 짝지은 JSON 객체여야 합니다.</translation>
    </message>
    <message>
        <source>{0}: defines no torch.nn.Module and no function that makes one.</source>
        <translation>{0}: torch.nn.Module도, 그것을 만드는 함수도 정의되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>{0}: does not exist.</source>
        <translation>{0}: 파일이 없습니다.</translation>
    </message>
    <message>
        <source>{0}: does not run on an input of {1}: {2}.</source>
        <translation>{0}: {1} 입력으로 실행되지 않습니다: {2}.</translation>
    </message>
    <message>
        <source>{0}: has no “{1}”.</source>
        <translation>{0}: “{1}”이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{0}: holds a whole pickled network ({1}), which only running code can restore.</source>
        <translation>{0}: 코드를 실행해야만 복원할 수 있는, 통째로 피클된 신경망({1})이 들어 있습니다.</translation>
    </message>
    <message>
        <source>{0}: holds no class names.</source>
        <translation>{0}: 클래스 이름이 없습니다.</translation>
    </message>
    <message>
        <source>{0}: holds no network and no weights that fit one.</source>
        <translation>{0}: 신경망도, 신경망에 맞는 가중치도 없습니다.</translation>
    </message>
    <message>
        <source>{0}: holds no state dict: a mapping from names to tensors is needed.</source>
        <translation>{0}: state dict가 없습니다. 이름과 텐서를 짝지은 것이 필요합니다.</translation>
    </message>
    <message>
        <source>{0}: holds no tensors.</source>
        <translation>{0}: 텐서가 없습니다.</translation>
    </message>
    <message>
        <source>{0}: holds objects besides weights ({1}), which only running code can restore.</source>
        <translation>{0}: 코드를 실행해야만 복원할 수 있는, 가중치가 아닌 객체({1})가 들어 있습니다.</translation>
    </message>
    <message>
        <source>{0}: is damaged or cut off ({1}): download it again.</source>
        <translation>{0}: 손상되었거나 잘렸습니다({1}). 다시 내려받으세요.</translation>
    </message>
    <message>
        <source>{0}: is damaged or no weights file ({1}): download it again.</source>
        <translation>{0}: 손상되었거나 가중치 파일이 아닙니다({1}). 다시 내려받으세요.</translation>
    </message>
    <message>
        <source>{0}: is damaged: its code cannot be read.</source>
        <translation>{0}: 손상되었습니다. 코드를 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>{0}: is damaged: its table of operations cannot be read.</source>
        <translation>{0}: 손상되었습니다. 연산 표를 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>{0}: is no file of torch.export.save.</source>
        <translation>{0}: torch.export.save로 쓴 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>{0}: is no text file in UTF-8.</source>
        <translation>{0}: UTF-8 텍스트 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>{0}: is no text file.</source>
        <translation>{0}: 텍스트 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>{0}: is not JSON: {1}.</source>
        <translation>{0}: JSON이 아닙니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: is not Python: {1}.</source>
        <translation>{0}: Python이 아닙니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: is not a JSON file: {1}.</source>
        <translation>{0}: JSON 파일이 아닙니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: it does not run on an input of {1}.</source>
        <translation>{0}: 이 입력으로 실행되지 않습니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: its input {1} has {2} dimensions: pictures have 4 (N, C, H, W).</source>
        <translation>{0}: 입력 {1}의 차원이 {2}개입니다. 이미지는 4개(N, C, H, W)여야 합니다.</translation>
    </message>
    <message>
        <source>{0}: its input {1} is no tensor.</source>
        <translation>{0}: 입력 {1}이(가) 텐서가 아닙니다.</translation>
    </message>
    <message>
        <source>{0}: its input {1} of shape {2} is no picture (N, C, H, W).</source>
        <translation>{0}: 모양이 {2}인 입력 {1}은(는) 이미지(N, C, H, W)가 아닙니다.</translation>
    </message>
    <message>
        <source>{0}: its metadata is not JSON: {1}.</source>
        <translation>{0}: 메타데이터가 JSON이 아닙니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: its metadata names no architecture.</source>
        <translation>{0}: 메타데이터에 구조가 적혀 있지 않습니다.</translation>
    </message>
    <message>
        <source>{0}: its tensors are quantised or sparse ({1}): save the network&apos;s float weights.</source>
        <translation>{0}: 텐서가 양자화되었거나 희소합니다({1}). 신경망의 실수 가중치를 저장하세요.</translation>
    </message>
    <message>
        <source>{0}: its weights cannot be loaded into {1}: {2}.</source>
        <translation>{0}: 가중치를 {1}에 불러올 수 없습니다: {2}.</translation>
    </message>
    <message>
        <source>{0}: its weights do not fit {1}: {2}.</source>
        <translation>{0}: 가중치가 {1}에 맞지 않습니다: {2}.</translation>
    </message>
    <message>
        <source>{0}: its {1:,} tensors belong to no known architecture.</source>
        <translation>{0}: 텐서 {1:,}개가 알려진 어떤 구조에도 속하지 않습니다.</translation>
    </message>
    <message>
        <source>{0}: its {1:,} tensors fit no known architecture whole. The nearest is {2} ({3}), {4:,} of whose {5:,} tensors fit; {6}.</source>
        <translation>{0}: 텐서 {1:,}개가 통째로 맞는 알려진 구조가 없습니다. 가장 가까운 것은 {2}({3})이며 텐서 {5:,}개 중 {4:,}개가 맞습니다. {6}.</translation>
    </message>
    <message>
        <source>{0}: needs one more package: pip install &apos;feature-map-explorer[timm]&apos;.</source>
        <translation>{0}: 패키지가 하나 더 필요합니다. pip install &apos;feature-map-explorer[timm]&apos;로 설치하세요.</translation>
    </message>
    <message>
        <source>{0}: networks of one input can be shown, this one has {1} ({2}).</source>
        <translation>{0}: 입력이 하나인 신경망만 볼 수 있는데 이 신경망의 입력은 {1}개({2})입니다.</translation>
    </message>
    <message>
        <source>{0}: none of its {1:,} tensors fits {2} ({3}).</source>
        <translation>{0}: 텐서 {1:,}개 중 {2}({3})에 맞는 것이 없습니다.</translation>
    </message>
    <message>
        <source>{0}: onnxruntime cannot run it: {1}.</source>
        <translation>{0}: onnxruntime으로 실행할 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: opening this {1} runs the code in it, which can do anything that you can do. Open it only if you trust whoever made it (on the command line: --trust).</source>
        <translation>{0}: 이 {1}을(를) 열면 그 안의 코드가 실행되며, 그 코드는 여러분이 할 수 있는 모든 일을 할 수 있습니다. 만든 사람을 믿을 때만 여세요(명령줄에서는 --trust).</translation>
    </message>
    <message>
        <source>{0}: say which of its networks is meant ({1}), as in {2}:{3}.</source>
        <translation>{0}: 어느 신경망({1})인지 {2}:{3}처럼 알려 주세요.</translation>
    </message>
    <message>
        <source>{0}: takes no input.</source>
        <translation>{0}: 입력을 받지 않습니다.</translation>
    </message>
    <message>
        <source>{0}: takes one picture: give one input shape C,H,W.</source>
        <translation>{0}: 이미지 하나를 받습니다. 입력 모양을 C,H,W 하나만 주세요.</translation>
    </message>
    <message>
        <source>{0}: the weights do not fit the architecture in the same file: {1}.</source>
        <translation>{0}: 가중치가 같은 파일에 적힌 구조에 맞지 않습니다: {1}.</translation>
    </message>
    <message>
        <source>{0}: there is no architecture “{1}” to load it into.</source>
        <translation>{0}: 불러올 구조 “{1}”이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{0}: was exported for a batch of {1}: export it for one picture.</source>
        <translation>{0}: 배치 크기 {1}(으)로 내보낸 것입니다. 이미지 하나용으로 내보내세요.</translation>
    </message>
    <message>
        <source>{0}: was not read, because reading it would call {1}, which weights never need.</source>
        <translation>{0}: 읽지 않았습니다. 읽으면 가중치에는 필요 없는 {1}이(가) 호출됩니다.</translation>
    </message>
    <message>
        <source>{0}: what input it takes cannot be told: give --input-shape C,H,W.</source>
        <translation>{0}: 어떤 입력을 받는지 알 수 없습니다. --input-shape C,H,W를 주세요.</translation>
    </message>
    <message>
        <source>{0}: {1} calls, {2}</source>
        <translation>{0}: 호출 {1}번, {2}</translation>
    </message>
    <message>
        <source>{0}: {1} cannot be made: {2}.</source>
        <translation>{0}: {1}을(를) 만들 수 없습니다: {2}.</translation>
    </message>
    <message>
        <source>{0}: {1} does not run on an input of {2}.</source>
        <translation>{0}: {1}이(가) 이 입력으로 실행되지 않습니다: {2}.</translation>
    </message>
    <message>
        <source>{0}: {1} makes a {2}, not a torch.nn.Module.</source>
        <translation>{0}: {1}은(는) torch.nn.Module이 아니라 {2}을(를) 만듭니다.</translation>
    </message>
    <message>
        <source>{0}: {1} takes one picture: give one input shape C,H,W.</source>
        <translation>{0}: {1}은(는) 이미지 하나를 받습니다. 입력 모양을 C,H,W 하나만 주세요.</translation>
    </message>
    <message>
        <source>{0}: “{1}” is not a list of numbers, as in 0.485, 0.456, 0.406.</source>
        <translation>{0}: “{1}”은(는) 0.485, 0.456, 0.406과 같은 수의 목록이 아닙니다.</translation>
    </message>
    <message>
        <source>Σ over {0}</source>
        <translation>{0}에 대한 Σ</translation>
    </message>
    <message>
        <source>“{0}” is no input shape: write channels, height and width, as in 3, 224, 224, and a semicolon between those of several inputs.</source>
        <translation>“{0}”은(는) 입력 모양이 아닙니다. 3, 224, 224처럼 채널, 높이, 너비를 쓰고, 입력이 여럿이면 세미콜론으로 나누세요.</translation>
    </message>
    <message>
        <source>“{0}” names no Python class: write file.py:Class or package.module:Class.</source>
        <translation>“{0}”은(는) Python 클래스의 이름이 아닙니다. file.py:Class 또는 package.module:Class로 쓰세요.</translation>
    </message>
</context>
<context>
    <name>SessionOpening</name>
    <message>
        <source>Opening {0}</source>
        <translation>{0} 여는 중</translation>
    </message>
    <message>
        <source>{0} has no layer &apos;{1}&apos; any more: {2} is shown.</source>
        <translation>{0}에 층 &apos;{1}&apos;이(가) 더는 없어 {2}을(를) 표시합니다.</translation>
    </message>
    <message>
        <source>{0} is no longer what it was when {1} was saved: what is shown may differ from it.</source>
        <translation>{0}이(가) {1}을(를) 저장할 때와 달라졌습니다. 표시된 것이 그때와 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>{0} was not opened, because {1} is missing.</source>
        <translation>{1}이(가) 없어 {0}을(를) 열지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>Sessions</name>
    <message>
        <source>&amp;Save session</source>
        <translation>세션 저장(&amp;S)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Open sess&amp;ion…</source>
        <translation>세션 열기(&amp;I)…</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>세션 열기</translation>
    </message>
    <message>
        <source>Restore &amp;last session</source>
        <translation>마지막 세션 복원(&amp;L)</translation>
    </message>
    <message>
        <source>Restore the last session</source>
        <translation>마지막 세션 복원</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>세션 저장</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>다른 이름으로 세션 저장(&amp;A)…</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>{0}(으)로 저장했습니다</translation>
    </message>
    <message>
        <source>Saving {0}</source>
        <translation>{0} 저장 중</translation>
    </message>
    <message>
        <source>Sessions ({0})</source>
        <translation>세션 ({0})</translation>
    </message>
    <message>
        <source>The last session, of {0}, did not end well.</source>
        <translation>{0}의 마지막 세션이 정상적으로 끝나지 않았습니다.</translation>
    </message>
    <message>
        <source>There is no last session yet: one is kept when you have changed something.</source>
        <translation>아직 마지막 세션이 없습니다. 무언가를 바꾸면 세션이 보관됩니다.</translation>
    </message>
    <message>
        <source>There is no network here that a session could open again: open one by its name or file.</source>
        <translation>세션으로 다시 열 수 있는 신경망이 없습니다. 이름이나 파일로 여세요.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Average</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>편향</translation>
    </message>
    <message>
        <source>Bias of the filter</source>
        <translation>필터의 편향</translation>
    </message>
    <message>
        <source>Circular</source>
        <translation>순환</translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation>팽창</translation>
    </message>
    <message>
        <source>Everything as it was at first</source>
        <translation>모두 처음 상태로</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Flip kernel (f*g)</source>
        <translation>커널 뒤집기(f*g)</translation>
    </message>
    <message>
        <source>Kernel size</source>
        <translation>커널 크기</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>Negative results become 0</source>
        <translation>음수 결과는 0이 됩니다</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Number of filters</source>
        <translation>필터 개수</translation>
    </message>
    <message>
        <source>On: the convolution of mathematics, which turns the kernel by 180°.
Off: cross-correlation, which deep learning calls convolution.</source>
        <translation>켜면: 커널을 180° 돌리는 수학의 합성곱.
끄면: 딥러닝에서 합성곱이라 부르는 교차상관.</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>패딩</translation>
    </message>
    <message>
        <source>Padding mode</source>
        <translation>패딩 방식</translation>
    </message>
    <message>
        <source>Pooling after</source>
        <translation>뒤이은 풀링</translation>
    </message>
    <message>
        <source>Pooling after, 2 × 2</source>
        <translation>뒤이은 풀링, 2 × 2</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>프리셋</translation>
    </message>
    <message>
        <source>ReLU after</source>
        <translation>뒤이은 ReLU</translation>
    </message>
    <message>
        <source>Reflect</source>
        <translation>반사</translation>
    </message>
    <message>
        <source>Replicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>스트라이드</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>제로</translation>
    </message>
</context>
<context>
    <name>ShiftPanel</name>
    <message>
        <source>Average pooling</source>
        <translation>평균 풀링</translation>
    </message>
    <message>
        <source>Below: by how much the last layer&apos;s answer changes.</source>
        <translation>아래: 마지막 층의 반응이 바뀌는 정도.</translation>
    </message>
    <message>
        <source>Curves of the shift test</source>
        <translation>이동 시험의 곡선</translation>
    </message>
    <message>
        <source>Every layer</source>
        <translation>모든 층</translation>
    </message>
    <message>
        <source>How far the input moves</source>
        <translation>입력을 옮기는 정도</translation>
    </message>
    <message>
        <source>How much does pooling answer alike when the input moves?</source>
        <translation>입력이 움직일 때 풀링의 반응은 얼마나 비슷할까요?</translation>
    </message>
    <message>
        <source>How much does the answer of every layer change? Norm of the difference over that of the answer</source>
        <translation>층마다 반응이 얼마나 바뀔까요? 차이의 노름을 반응의 노름으로 나눈 값</translation>
    </message>
    <message>
        <source>How much the answer of every layer changes</source>
        <translation>층마다 반응이 바뀌는 정도</translation>
    </message>
    <message>
        <source>How similar is {0} when the input moves? Cosine to the unmoved output, all {1} channels; the same windows, one curve per operation</source>
        <translation>입력이 움직일 때 {0}은(는) 얼마나 비슷할까요? 옮기지 않은 출력과의 코사인, 채널 {1}개 전체, 같은 창, 연산마다 곡선 하나</translation>
    </message>
    <message>
        <source>Max pooling</source>
        <translation>최대 풀링</translation>
    </message>
    <message>
        <source>No pooling</source>
        <translation>풀링 없음</translation>
    </message>
    <message>
        <source>Pooled cells sit {0} input pixels apart, so a small move often stays in one cell.</source>
        <translation>풀링된 칸은 입력에서 {0}픽셀씩 떨어져 있어, 조금 움직여도 같은 칸에 머무를 때가 많습니다.</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>Run the network on shifted, turned or enlarged inputs as well</source>
        <translation>옮기거나 돌리거나 키운 입력으로도 신경망을 실행합니다</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Shift test</source>
        <translation>이동 시험</translation>
    </message>
    <message>
        <source>Strided</source>
        <translation>간격 추출</translation>
    </message>
    <message>
        <source>The layer&apos;s own</source>
        <translation>층의 원래 연산</translation>
    </message>
    <message>
        <source>The network runs on the moved inputs …</source>
        <translation>옮긴 입력으로 신경망을 실행하는 중 …</translation>
    </message>
    <message>
        <source>The only pooled cell sees the whole map, wherever in it something is.</source>
        <translation>하나뿐인 풀링 칸은 무엇이 어디에 있든 맵 전체를 봅니다.</translation>
    </message>
    <message>
        <source>The same of the other network</source>
        <translation>다른 신경망의 같은 값</translation>
    </message>
    <message>
        <source>This layer</source>
        <translation>이 층</translation>
    </message>
    <message>
        <source>This pooling layer: as it is, and with other operations in its place</source>
        <translation>이 풀링 층: 지금 그대로와 다른 연산으로 바꾼 것</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>비교 대상</translation>
    </message>
    <message>
        <source>What is done to the input</source>
        <translation>입력에 하는 것</translation>
    </message>
    <message>
        <source>{0}; {1} large layers left out</source>
        <translation>{0}. 큰 층 {1}개는 제외</translation>
    </message>
</context>
<context>
    <name>ShortcutDialog</name>
    <message>
        <source>&amp;Copy as text</source>
        <translation>텍스트로 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation>동작과 키 검색</translation>
    </message>
</context>
<context>
    <name>SizeRow</name>
    <message>
        <source>Output size</source>
        <translation>출력 크기</translation>
    </message>
    <message>
        <source>dilation</source>
        <translation>팽창</translation>
    </message>
    <message>
        <source>does not fit: the kernel is larger than the padded input</source>
        <translation>맞지 않음: 커널이 패딩한 입력보다 큽니다</translation>
    </message>
    <message>
        <source>does not fit: ⌊{0} / {1}⌋ = ⌊{2}⌋ = {3}, the last row and column are left over</source>
        <translation>나누어떨어지지 않음: ⌊{0} / {1}⌋ = ⌊{2}⌋ = {3}, 마지막 행과 열이 남습니다</translation>
    </message>
    <message>
        <source>does not fit: ⌊{0} / {1}⌋ = ⌊{2}⌋ = {3}, the last {4} rows and columns are left over</source>
        <translation>나누어떨어지지 않음: ⌊{0} / {1}⌋ = ⌊{2}⌋ = {3}, 마지막 {4}개 행과 열이 남습니다</translation>
    </message>
    <message>
        <source>input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>input cells never read</source>
        <translation>읽히지 않는 입력 칸</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>kernel reach</source>
        <translation>커널이 미치는 범위</translation>
    </message>
    <message>
        <source>multiplications</source>
        <translation>곱셈</translation>
    </message>
    <message>
        <source>output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>output in memory</source>
        <translation>출력 메모리</translation>
    </message>
    <message>
        <source>padding</source>
        <translation>패딩</translation>
    </message>
    <message>
        <source>stride</source>
        <translation>스트라이드</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 중 {0}</translation>
    </message>
    <message>
        <source>{0} · 4 B = {1:,} B</source>
        <translation>{0} · 4 B = {1:,} B</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Channel of the input</source>
        <translation>입력의 채널</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>Maps, one for each filter</source>
        <translation>필터마다 하나씩인 맵</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Pooled</source>
        <translation>풀링 결과</translation>
    </message>
    <message>
        <source>The map of each filter, every one on its own scale with zero in the middle</source>
        <translation>필터마다의 맵. 저마다 0이 가운데인 눈금을 씁니다</translation>
    </message>
    <message>
        <source>{0} × {1}, {2} of {3} done</source>
        <translation>{0} × {1}, {2}/{3} 완료</translation>
    </message>
    <message>
        <source>{0}, flipped</source>
        <translation>{0}, 뒤집음</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>CPU, 1 thread, {0}</source>
        <translation>CPU, 스레드 1개, {0}</translation>
    </message>
    <message>
        <source>CPU, {1} threads, {0}</source>
        <translation>CPU, 스레드 {1}개, {0}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Cancel the job</source>
        <translation>작업 취소</translation>
    </message>
    <message>
        <source>From the move of the hand until the maps that it changed were painted, and how often a second they
were: medians of the last updates while drawing. What stands beside them follows 30 times a second.</source>
        <translation>손을 움직인 때부터 그 때문에 바뀐 맵을 그릴 때까지의 시간과 1초에 그린 횟수.
그리는 동안 최근 갱신의 중앙값입니다. 맵 옆의 정보는 1초에 30번 따라옵니다.</translation>
    </message>
    <message>
        <source>Keeping every value it takes {0:.2f} times as long as when called without looking: {1} instead of {2} ms,
measured side by side after loading. Below 1: its operations run here without the modules around them.</source>
        <translation>모든 값을 남기면 관찰 없이 부를 때의 {0:.2f}배가 걸립니다. {2} ms 대신 {1} ms이며,
불러온 뒤 나란히 측정했습니다. 1보다 작으면 여기서는 연산이 이를 감싼 모듈 없이 실행되기 때문입니다.</translation>
    </message>
    <message>
        <source>The network&apos;s forward pass alone, with every value captured. Median of the last ones.</source>
        <translation>모든 값을 캡처하는 신경망의 순전파만 잰 시간. 최근 값의 중앙값입니다.</translation>
    </message>
    <message>
        <source>forward {0} ms</source>
        <translation>순전파 {0} ms</translation>
    </message>
    <message>
        <source>forward {0} ms at half size</source>
        <translation>순전파 {0} ms(절반 크기)</translation>
    </message>
    <message>
        <source>update {0} ms</source>
        <translation>갱신 {0} ms</translation>
    </message>
    <message>
        <source>{0:,} parameters</source>
        <translation>파라미터 {0:,}개</translation>
    </message>
    <message>
        <source>{0:.1f} of {1:.1f} MB</source>
        <translation>{1:.1f} MB 중 {0:.1f}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 중 {0}</translation>
    </message>
    <message>
        <source>{0}, {1:.0f}/s</source>
        <translation>{0}, 초당 {1:.0f}회</translation>
    </message>
</context>
<context>
    <name>StimulusInput</name>
    <message>
        <source>Across</source>
        <translation>가로</translation>
    </message>
    <message>
        <source>Back to the middle</source>
        <translation>가운데로 되돌리기</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>막대</translation>
    </message>
    <message>
        <source>Bar at {0}°</source>
        <translation>{0}° 막대</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>중심</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>대비</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>세로</translation>
    </message>
    <message>
        <source>Drag to move the stimulus</source>
        <translation>끌어서 자극을 옮깁니다</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>주파수</translation>
    </message>
    <message>
        <source>Grating</source>
        <translation>격자 무늬</translation>
    </message>
    <message>
        <source>Grating at {0}°</source>
        <translation>{0}° 격자 무늬</translation>
    </message>
    <message>
        <source>Kind of stimulus</source>
        <translation>자극의 종류</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>방향</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>위상</translation>
    </message>
    <message>
        <source>Settings of the stimulus</source>
        <translation>자극 설정</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Stimulus</source>
        <translation>자극</translation>
    </message>
    <message>
        <source>Stop turning</source>
        <translation>회전 멈추기</translation>
    </message>
    <message>
        <source>The stimulus</source>
        <translation>자극</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>돌리기</translation>
    </message>
    <message>
        <source>Turn the stimulus through all orientations</source>
        <translation>자극을 모든 방향으로 돌립니다</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
</context>
<context>
    <name>SumRow</name>
    <message>
        <source>Arithmetic</source>
        <translation>계산</translation>
    </message>
    <message>
        <source>Arithmetic at {0} ({1}, {2})</source>
        <translation>{0} ({1}, {2})의 계산</translation>
    </message>
    <message>
        <source>Products of input values and kernel values</source>
        <translation>입력값과 커널 값의 곱</translation>
    </message>
    <message>
        <source>The kernel has no position.</source>
        <translation>커널이 놓일 위치가 없습니다.</translation>
    </message>
    <message>
        <source>input value × kernel value</source>
        <translation>입력값 × 커널 값</translation>
    </message>
    <message>
        <source>sum of {0} channels {1}</source>
        <translation>채널 {0}개의 합 {1}</translation>
    </message>
    <message>
        <source>sum of {0} products {1}</source>
        <translation>곱 {0}개의 합 {1}</translation>
    </message>
    <message>
        <source>sums of {0} channels {1}</source>
        <translation>채널 {0}개의 합 {1}</translation>
    </message>
    <message>
        <source>torch computes the same in its own thread</source>
        <translation>torch가 별도 스레드에서 같은 계산을 합니다</translation>
    </message>
    <message>
        <source>torch&apos;s own value of this cell, before ReLU, from the same numbers: {0}</source>
        <translation>같은 수로 torch가 계산한 이 칸의 ReLU 이전 값: {0}</translation>
    </message>
    <message>
        <source>{0} + bias {1} = {2}</source>
        <translation>{0} + 편향 {1} = {2}</translation>
    </message>
    <message>
        <source>{0}, after ReLU {1}</source>
        <translation>{0}, ReLU 뒤 {1}</translation>
    </message>
    <message>
        <source>{0}, channel {1} of {2}</source>
        <translation>{0}, 채널 {1}/{2}</translation>
    </message>
    <message>
        <source>{0}, one colour for each kernel cell</source>
        <translation>{0}, 커널 칸마다 색 하나</translation>
    </message>
</context>
<context>
    <name>SystemDialog</name>
    <message>
        <source>System information</source>
        <translation>시스템 정보</translation>
    </message>
    <message>
        <source>Versions and the machine. No file, user or computer is named.</source>
        <translation>버전과 기기 정보입니다. 파일, 사용자, 컴퓨터의 이름은 들어 있지 않습니다.</translation>
    </message>
</context>
<context>
    <name>TermRows</name>
    <message>
        <source>Terms of the sum</source>
        <translation>합의 항</translation>
    </message>
    <message>
        <source>and {0} more: {1}</source>
        <translation>그 밖에 {0}개: {1}</translation>
    </message>
    <message>
        <source>padding</source>
        <translation>패딩</translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation>복사(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사했습니다</translation>
    </message>
</context>
<context>
    <name>TextSize</name>
    <message>
        <source>&amp;Large</source>
        <translation>크게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Normal</source>
        <translation>보통(&amp;N)</translation>
    </message>
    <message>
        <source>L&amp;arger</source>
        <translation>더 크게(&amp;A)</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>글자 크기(&amp;X)</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Back one position (←)</source>
        <translation>한 위치 뒤로(←)</translation>
    </message>
    <message>
        <source>First position (Home)</source>
        <translation>첫 위치(Home)</translation>
    </message>
    <message>
        <source>Last position (End)</source>
        <translation>마지막 위치(End)</translation>
    </message>
    <message>
        <source>On one position (→)</source>
        <translation>한 위치 앞으로(→)</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>일시 정지(Space)</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>재생(Space)</translation>
    </message>
    <message>
        <source>Position of the kernel</source>
        <translation>커널의 위치</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>position {0} of {1}</source>
        <translation>위치 {0}/{1}</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>&amp;Do not open</source>
        <translation>열지 않기(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Run it and open</source>
        <translation>실행하고 열기(&amp;R)</translation>
    </message>
    <message>
        <source>Opening this {0} runs code</source>
        <translation>{0}: 열면 코드가 실행됩니다</translation>
    </message>
    <message>
        <source>Run the code in {0}?</source>
        <translation>{0}의 코드를 실행할까요?</translation>
    </message>
    <message>
        <source>What would run</source>
        <translation>실행될 내용</translation>
    </message>
    <message>
        <source>Your consent is remembered for exactly this content (SHA-256 {0}…): a changed file asks again.</source>
        <translation>동의는 정확히 이 내용(SHA-256 {0}…)에 대해서만 기억됩니다. 파일이 바뀌면 다시 묻습니다.</translation>
    </message>
    <message>
        <source>{0}
Its code can do anything that you can do: read, change and send your files. Go on only if you wrote it or trust whoever did.</source>
        <translation>{0}
이 코드는 여러분이 할 수 있는 모든 일을 할 수 있습니다. 파일을 읽고 바꾸고 보낼 수 있습니다. 직접 작성했거나 작성한 사람을 믿을 때만 계속하세요.</translation>
    </message>
</context>
<context>
    <name>TuningView</name>
    <message>
        <source>Index</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>측정</translation>
    </message>
    <message>
        <source>Measure shows the network {0} gratings: {1} orientations in {2} phases.</source>
        <translation>측정하면 신경망에 격자 무늬 {0}개를 보여 줍니다: 방향 {1}가지, 위상 {2}가지.</translation>
    </message>
    <message>
        <source>Nothing to measure yet: the network has not run.</source>
        <translation>아직 측정할 것이 없습니다. 신경망이 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>Preferred orientation</source>
        <translation>선호 방향</translation>
    </message>
    <message>
        <source>Selectivity</source>
        <translation>선택성</translation>
    </message>
    <message>
        <source>Show gratings: a channel answers by how much it rises above what it says to plain grey</source>
        <translation>격자 무늬를 보여 줍니다. 채널의 반응은 균일한 회색일 때보다 커진 정도입니다</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>정렬</translation>
    </message>
    <message>
        <source>Sort channels by</source>
        <translation>채널 정렬 기준</translation>
    </message>
    <message>
        <source>Stripes</source>
        <translation>줄무늬</translation>
    </message>
    <message>
        <source>Stripes across the picture</source>
        <translation>이미지를 가로지르는 줄무늬 수</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>조율</translation>
    </message>
    <message>
        <source>Tuning curves</source>
        <translation>조율 곡선</translation>
    </message>
    <message>
        <source>under each: preferred orientation and selectivity</source>
        <translation>각각 아래에 선호 방향과 선택성</translation>
    </message>
    <message>
        <source>{0} answer to none</source>
        <translation>{0}개는 반응 없음</translation>
    </message>
    <message>
        <source>{0} channels, each from its own strongest answer; weak ones are pale</source>
        <translation>채널 {0}개, 각각 자신의 가장 강한 반응 기준. 약한 것은 흐리게</translation>
    </message>
    <message>
        <source>{0} has no maps that could answer.</source>
        <translation>{0}에는 반응할 맵이 없습니다.</translation>
    </message>
    <message>
        <source>{0}: answers to no grating</source>
        <translation>{0}: 어떤 격자 무늬에도 반응하지 않음</translation>
    </message>
    <message>
        <source>{0}: prefers {1}°, selectivity {2}</source>
        <translation>{0}: 선호 방향 {1}°, 선택성 {2}</translation>
    </message>
</context>
<context>
    <name>UnitArithmetic</name>
    <message>
        <source>Arithmetic at</source>
        <translation>계산 위치</translation>
    </message>
    <message>
        <source>Input map</source>
        <translation>입력 맵</translation>
    </message>
    <message>
        <source>input map</source>
        <translation>입력 맵</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>network {0}</source>
        <translation>신경망 {0}</translation>
    </message>
    <message>
        <source>patch</source>
        <translation>조각</translation>
    </message>
    <message>
        <source>share</source>
        <translation>몫</translation>
    </message>
    <message>
        <source>sum {0}</source>
        <translation>합 {0}</translation>
    </message>
    <message>
        <source>window</source>
        <translation>창</translation>
    </message>
</context>
<context>
    <name>UnitField</name>
    <message>
        <source>Cell ({0}, {1}) of {2}</source>
        <translation>{2}의 칸 ({0}, {1})</translation>
    </message>
    <message>
        <source>Every cell sees the whole input</source>
        <translation>모든 칸이 입력 전체를 봅니다</translation>
    </message>
    <message>
        <source>Pick a cell of a map to see its field.</source>
        <translation>맵의 칸을 고르면 수용장이 보입니다.</translation>
    </message>
    <message>
        <source>Receptive field</source>
        <translation>수용장</translation>
    </message>
    <message>
        <source>Receptive field on the input</source>
        <translation>입력에 수용장 표시</translation>
    </message>
    <message>
        <source>Show no receptive field</source>
        <translation>수용장 숨기기</translation>
    </message>
    <message>
        <source>sees nothing of the input</source>
        <translation>입력을 전혀 보지 않음</translation>
    </message>
    <message>
        <source>sees the whole input</source>
        <translation>입력 전체를 봄</translation>
    </message>
    <message>
        <source>sees {0} of the input</source>
        <translation>입력에서 {0} 범위를 봄</translation>
    </message>
    <message>
        <source>{0}, jump {1}</source>
        <translation>{0}, 간격 {1}</translation>
    </message>
    <message>
        <source>{0}, with gaps</source>
        <translation>{0}, 틈 있음</translation>
    </message>
</context>
<context>
    <name>UnitPanel</name>
    <message>
        <source>Cell ({0}, {1}):  {2}</source>
        <translation>칸 ({0}, {1}):  {2}</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>곱셈-덧셈</translation>
    </message>
    <message>
        <source>Next channel (Ctrl+Down)</source>
        <translation>다음 채널(Ctrl+Down)</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>연산</translation>
    </message>
    <message>
        <source>Output size</source>
        <translation>출력 크기</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Previous channel (Ctrl+Up)</source>
        <translation>이전 채널(Ctrl+Up)</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>유닛</translation>
    </message>
    <message>
        <source>Value {0}</source>
        <translation>값 {0}</translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation>채널 {0}</translation>
    </message>
    <message>
        <source>{0} … {1}   mean {2}</source>
        <translation>{0} … {1}   평균 {2}</translation>
    </message>
</context>
<context>
    <name>ValuesView</name>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Colour each cell lightly by its value, on the layer&apos;s scale</source>
        <translation>층의 눈금에 따라 각 칸을 값의 색으로 옅게 칠합니다</translation>
    </message>
    <message>
        <source>Copy as NumPy</source>
        <translation>NumPy로 복사</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>표 복사</translation>
    </message>
    <message>
        <source>No values to show: the layer has not been run yet.</source>
        <translation>표시할 값이 없습니다. 층이 아직 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>Python source of the selected cells, or of all</source>
        <translation>선택한 칸 또는 전체의 Python 코드</translation>
    </message>
    <message>
        <source>Tab-separated values of the selected cells, or of all (Ctrl+C in the table)</source>
        <translation>선택한 칸 또는 전체의 값을 탭으로 구분하여 복사(표에서 Ctrl+C)</translation>
    </message>
    <message>
        <source>Tint cells</source>
        <translation>칸에 색</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Values of the selected feature map</source>
        <translation>선택한 특성 맵의 값</translation>
    </message>
    <message>
        <source>max {0}</source>
        <translation>최대 {0}</translation>
    </message>
    <message>
        <source>mean {0}</source>
        <translation>평균 {0}</translation>
    </message>
    <message>
        <source>min {0}</source>
        <translation>최소 {0}</translation>
    </message>
    <message>
        <source>{0} NaN or infinite</source>
        <translation>NaN 또는 무한대 {0}개</translation>
    </message>
    <message>
        <source>{0} above zero</source>
        <translation>0보다 큰 값 {0}</translation>
    </message>
    <message>
        <source>{0} values</source>
        <translation>값 {0}개</translation>
    </message>
</context>
<context>
    <name>ViewTabs</name>
    <message>
        <source>Field</source>
        <translation>수용장</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>Nothing to show yet: the network has not run.</source>
        <translation>아직 표시할 것이 없습니다. 신경망이 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>The pen is down: these are the maps of the picture at half its height and width</source>
        <translation>펜을 대고 있습니다. 높이와 너비를 절반으로 줄인 이미지의 맵입니다</translation>
    </message>
    <message>
        <source>Views of the layer</source>
        <translation>층의 보기</translation>
    </message>
    <message>
        <source>half size</source>
        <translation>절반 크기</translation>
    </message>
    <message>
        <source>{0} has nothing to show of {1}</source>
        <translation>{0}: {1}에서 표시할 것이 없습니다</translation>
    </message>
</context>
<context>
    <name>Waterfall</name>
    <message>
        <source>Partial sums</source>
        <translation>부분합</translation>
    </message>
    <message>
        <source>and {0} more: {1}, together {2}</source>
        <translation>그 밖에 {0}개: {1}, 합하여 {2}</translation>
    </message>
    <message>
        <source>b</source>
        <comment>bias</comment>
        <translation>b</translation>
    </message>
    <message>
        <source>bias {0}, together {1}</source>
        <translation>편향 {0}, 합하여 {1}</translation>
    </message>
    <message>
        <source>{0}: {1}, together {2}</source>
        <translation>{0}: {1}, 합하여 {2}</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Show this page at start</source>
        <translation>시작할 때 이 페이지 표시</translation>
    </message>
    <message>
        <source>{0} is not there. Delete takes it from the list.</source>
        <translation>{0} 파일이 없습니다. Delete 키를 누르면 목록에서 빠집니다.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>A PyTorch module, TorchScript, ONNX or a checkpoint with its Python file.</source>
        <translation>PyTorch 모듈, TorchScript, ONNX, 또는 Python 파일이 딸린 체크포인트를 엽니다.</translation>
    </message>
    <message>
        <source>Choose image…</source>
        <translation>이미지 고르기…</translation>
    </message>
    <message>
        <source>Draw a digit</source>
        <translation>숫자 그리기</translation>
    </message>
    <message>
        <source>Every layer, every channel and every number behind it, on your own machine. Choose where to begin.</source>
        <translation>모든 층과 채널, 그 뒤의 모든 수를 내 컴퓨터에서 봅니다. 어디서 시작할지 고르세요.</translation>
    </message>
    <message>
        <source>Go on with lesson {0}</source>
        <translation>{0}번째 학습 계속</translation>
    </message>
    <message>
        <source>Look inside a convolutional network</source>
        <translation>합성곱 신경망 속을 들여다보세요</translation>
    </message>
    <message>
        <source>Open an image</source>
        <translation>이미지 열기</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>파일 열기…</translation>
    </message>
    <message>
        <source>Open my model</source>
        <translation>내 모델 열기</translation>
    </message>
    <message>
        <source>See what the open network makes of it. Pretrained ones such as ResNet-18 come from your disk or one download you confirm.</source>
        <translation>열린 신경망이 이미지를 어떻게 보는지 살펴봅니다. ResNet-18 같은 사전 학습 신경망은 디스크에서 읽거나 확인을 받아 한 번 내려받습니다.</translation>
    </message>
    <message>
        <source>Start drawing</source>
        <translation>그리기 시작</translation>
    </message>
    <message>
        <source>Start lesson {0}</source>
        <translation>{0}번째 학습 시작</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>둘러보기</translation>
    </message>
    <message>
        <source>The built-in digit network answers while you draw. Nothing to download.</source>
        <translation>그리는 동안 내장 숫자 신경망이 바로 답합니다. 내려받을 것은 없습니다.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>시작 페이지</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>{0} short lessons with a convolution lab, in English and Korean. Stop at any time.</source>
        <translation>합성곱 실험실이 있는 짧은 학습 {0}개. 한국어와 영어로 볼 수 있고, 언제든 멈출 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>WidgetKeys</name>
    <message>
        <source>In a detached view</source>
        <translation>떼어 낸 보기에서</translation>
    </message>
    <message>
        <source>In a gallery of pictures</source>
        <translation>이미지 갤러리에서</translation>
    </message>
    <message>
        <source>In a mosaic of maps</source>
        <translation>특성 맵 모자이크에서</translation>
    </message>
    <message>
        <source>In the convolution lab</source>
        <translation>합성곱 실험실에서</translation>
    </message>
    <message>
        <source>In the network strip</source>
        <translation>신경망 띠에서</translation>
    </message>
    <message>
        <source>In the table of values</source>
        <translation>값 표에서</translation>
    </message>
    <message>
        <source>On an opened picture</source>
        <translation>열린 이미지에서</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>캔버스에서</translation>
    </message>
    <message>
        <source>On the map of the unit panel</source>
        <translation>유닛 패널의 맵에서</translation>
    </message>
    <message>
        <source>a wider, a thinner pen</source>
        <translation>펜을 굵게, 가늘게</translation>
    </message>
    <message>
        <source>back to the network</source>
        <translation>신경망으로 돌아가기</translation>
    </message>
    <message>
        <source>clear the drawing</source>
        <translation>그림 지우기</translation>
    </message>
    <message>
        <source>close it</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>copy the selected cells, or all</source>
        <translation>선택한 칸 또는 전체 복사</translation>
    </message>
    <message>
        <source>first, last position</source>
        <translation>첫 위치, 마지막 위치</translation>
    </message>
    <message>
        <source>fold or unfold the block</source>
        <translation>블록 접기 또는 펼치기</translation>
    </message>
    <message>
        <source>forget the stroke; put the pen away</source>
        <translation>긋던 획 버리기, 펜 치우기</translation>
    </message>
    <message>
        <source>lead the pen, with the last four across</source>
        <translation>펜 움직이기, 뒤의 넷은 대각선으로</translation>
    </message>
    <message>
        <source>move the crosshair from cell to cell</source>
        <translation>십자선을 한 칸씩 옮기기</translation>
    </message>
    <message>
        <source>next position</source>
        <translation>다음 위치</translation>
    </message>
    <message>
        <source>play, stop</source>
        <translation>재생, 정지</translation>
    </message>
    <message>
        <source>previous, next channel</source>
        <translation>이전, 다음 채널</translation>
    </message>
    <message>
        <source>previous, next layer</source>
        <translation>이전, 다음 층</translation>
    </message>
    <message>
        <source>save its picture</source>
        <translation>그림 저장</translation>
    </message>
    <message>
        <source>select nothing</source>
        <translation>선택 해제</translation>
    </message>
    <message>
        <source>shift it by five pixels</source>
        <translation>다섯 픽셀씩 옮기기</translation>
    </message>
    <message>
        <source>take the pen; put it down, lift it</source>
        <translation>펜 잡기, 내리기, 들기</translation>
    </message>
    <message>
        <source>the other pictures of its folder</source>
        <translation>같은 폴더의 다른 이미지</translation>
    </message>
    <message>
        <source>walk the channels</source>
        <translation>채널 옮겨 다니기</translation>
    </message>
    <message>
        <source>walk the pictures</source>
        <translation>이미지 옮겨 다니기</translation>
    </message>
    <message>
        <source>without the pen: shift the drawing by a pixel of the network&apos;s input</source>
        <translation>펜이 없을 때: 그림을 신경망 입력의 한 픽셀만큼 옮기기</translation>
    </message>
    <message>
        <source>zoom in, out, show all</source>
        <translation>확대, 축소, 전체 보기</translation>
    </message>
</context>
<context>
    <name>WindowSheet</name>
    <message>
        <source>Average</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Backward pass</source>
        <translation>역전파</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>Nothing but padding lies in it.</source>
        <translation>그 안에는 패딩뿐입니다.</translation>
    </message>
    <message>
        <source>Strided</source>
        <translation>간격 추출</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>창</translation>
    </message>
    <message>
        <source>difference {0}</source>
        <translation>차이 {0}</translation>
    </message>
    <message>
        <source>largest of {0}</source>
        <translation>{0}개 중 최댓값</translation>
    </message>
    <message>
        <source>network {0}</source>
        <translation>신경망 {0}</translation>
    </message>
    <message>
        <source>rows {0}–{1}, columns {2}–{3}</source>
        <translation>행 {0}–{1}, 열 {2}–{3}</translation>
    </message>
    <message>
        <source>tie among {0}</source>
        <translation>{0}개 동률</translation>
    </message>
    <message>
        <source>top-left cell</source>
        <translation>왼쪽 위 칸</translation>
    </message>
    <message>
        <source>who gets the gradient</source>
        <translation>기울기를 받는 칸</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>No output: the kernel reaches over {0} × {1} cells, the input with its padding has {2} × {3}. Choose a smaller kernel or dilation, or more padding.</source>
        <translation>출력이 없습니다. 커널은 {0} × {1}칸에 걸치는데 패딩한 입력은 {2} × {3}칸입니다. 커널이나 팽창을 줄이거나 패딩을 늘리세요.</translation>
    </message>
    <message>
        <source>No output: this padding mode takes its {0} rings from the input, which is too small for so many. Choose less padding, or another mode.</source>
        <translation>출력이 없습니다. 이 패딩 방식은 {0}겹을 입력에서 가져오는데 입력이 그만큼 크지 않습니다. 패딩을 줄이거나 다른 방식을 고르세요.</translation>
    </message>
    <message>
        <source>a beach ball</source>
        <translation>비치볼</translation>
    </message>
    <message>
        <source>a drawn {0}</source>
        <translation>그린 숫자 {0}</translation>
    </message>
    <message>
        <source>a ramp</source>
        <translation>경사</translation>
    </message>
    <message>
        <source>an edge</source>
        <translation>경계선</translation>
    </message>
    <message>
        <source>own values</source>
        <translation>직접 넣은 값</translation>
    </message>
    <message>
        <source>the drawing</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>what {0} sees</source>
        <translation>{0}이(가) 보는 것</translation>
    </message>
    <message>
        <source>{0}, circular padding {1}</source>
        <translation>{0}, 순환 패딩 {1}</translation>
    </message>
    <message>
        <source>{0}, reflected padding {1}</source>
        <translation>{0}, 반사 패딩 {1}</translation>
    </message>
    <message>
        <source>{0}, replicated padding {1}</source>
        <translation>{0}, 복제 패딩 {1}</translation>
    </message>
    <message>
        <source>{0}, zero padding {1}</source>
        <translation>{0}, 제로 패딩 {1}</translation>
    </message>
</context>
<context>
    <name>ZooList</name>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Classification</source>
        <translation>분류</translation>
    </message>
    <message>
        <source>Detection</source>
        <translation>검출</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>모델 검색</translation>
    </message>
    <message>
        <source>Search, e.g. resnet</source>
        <translation>검색, 예: resnet</translation>
    </message>
    <message>
        <source>Segmentation</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>과제</translation>
    </message>
</context>
<context>
    <name>ZooPage</name>
    <message>
        <source>Cancel download</source>
        <translation>내려받기 취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>연결하는 중 …</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>내려받기</translation>
    </message>
    <message>
        <source>Download and open</source>
        <translation>내려받아 열기</translation>
    </message>
    <message>
        <source>Downloaded before; used if its hash is right.</source>
        <translation>전에 내려받았습니다. 해시가 맞으면 사용합니다.</translation>
    </message>
    <message>
        <source>Its maps are true, its predictions mean nothing.</source>
        <translation>맵은 실제로 계산한 것이지만 예측에는 의미가 없습니다.</translation>
    </message>
    <message>
        <source>Listing models</source>
        <translation>모델 목록 만드는 중</translation>
    </message>
    <message>
        <source>Listing models …</source>
        <translation>모델 목록 만드는 중 …</translation>
    </message>
    <message>
        <source>No model has that in its name.</source>
        <translation>이름에 그 글자가 들어간 모델이 없습니다.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Random weights</source>
        <translation>무작위 가중치</translation>
    </message>
    <message>
        <source>Stopped. The next try goes on from here where the server allows that.</source>
        <translation>멈췄습니다. 서버가 허용하면 다음에 여기서부터 이어 받습니다.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>on disk</source>
        <translation>디스크에 있음</translation>
    </message>
    <message>
        <source>{0:.1f} of {1:.1f} MB</source>
        <translation>{1:.1f} MB 중 {0:.1f}</translation>
    </message>
    <message>
        <source>{0}  ·  {1:.1f} MB/s  ·  {2:.0f} s left</source>
        <translation>{0}  ·  {1:.1f} MB/s  ·  {2:.0f}초 남음</translation>
    </message>
    <message>
        <source>{0} to download, into torch&apos;s own folder.</source>
        <translation>torch의 폴더로 {0}을(를) 내려받습니다.</translation>
    </message>
</context>
<context>
    <name>ZooRows</name>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>디스크에</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Smallest input</source>
        <translation>최소 입력</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>과제</translation>
    </message>
    <message>
        <source>any</source>
        <translation>아무 크기</translation>
    </message>
    <message>
        <source>not downloaded</source>
        <translation>내려받지 않음</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>이 컴퓨터에 있음</translation>
    </message>
    <message>
        <source>{0:,} parameters</source>
        <translation>파라미터 {0:,}개</translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>Peak kept: the largest value behind pooling against the largest before. Moved 1 cell: how similar the outcome stays when the map moves sideways by a cell (cosine, mean of left and right). A click shows the map large.</source>
        <translation>남은 최댓값: 풀링 앞의 최댓값에 대한 풀링 뒤 최댓값의 비. 1칸 이동: 맵을 옆으로 한 칸 옮겨도 결과가 비슷한 정도(코사인, 왼쪽과 오른쪽의 평균). 누르면 맵이 크게 보입니다.</translation>
    </message>
    <message>
        <source>moved 1 cell</source>
        <translation>1칸 이동</translation>
    </message>
    <message>
        <source>peak kept</source>
        <translation>남은 최댓값</translation>
    </message>
    <message>
        <source>the network&apos;s</source>
        <translation>신경망의 연산</translation>
    </message>
    <message>
        <source>what it could have done instead</source>
        <translation>대신 할 수 있었던 연산</translation>
    </message>
    <message>
        <source>what the network does</source>
        <translation>신경망이 하는 연산</translation>
    </message>
</context>
</TS>

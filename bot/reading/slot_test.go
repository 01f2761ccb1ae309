package reading

import (
	"slices"
	"strings"
	"testing"
)

// Products and companies whose names begin with a cue word, a letter that also
// introduces a name, a number or a day: 家纺直播 lost its 家, 真空炉 its 真, 定型机
// its 定, 合肥过关食品 its 过. Of 240 products and 190 companies 157 in 240 sentences
// were cut at first.
var (
	slotProducts = strings.Fields(`家纺直播 家居五金 家电配件 家具 家政服务 真空炉 真皮沙发 真丝面料 上料机 下水管 再生铝 再生塑料 中空玻璃
	新风系统 新型建材 正极材料 负极材料 过滤膜 过滤器 通信线缆 通风设备 还原铁 无人机 无纺布 无菌包装 不锈钢
	不干胶 非织造布 非晶合金 高压开关 开关柜 开关电源 停车设备 搬运机器人 退火炉 退热贴 通用航空 建筑模板
	办公家具 办公椅 报警器 报废汽车拆解 交换机 交流电机 送料机 收割机 签字笔 定制家居 定子 定型机 改性塑料
	改装车 换热器 换电站 变压器 变频器 变速箱 推土机 推拉门 拖拉机 提升机 提花面料 快充 早餐车 明胶 后视镜
	后桥 前照灯 前桥 大豆油 小家电 小麦粉 小龙虾 长丝 半导体 半挂车 半轴 两轮车 二甲醚 二极管 三元材料 三轮车
	四驱车 五金 六轴机器人 八宝粥 十字轴 百叶窗 千斤顶 万向节 一次性餐具 一体化压铸 元器件 元明粉 年糕 月饼
	日化 日用玻璃 周转箱 季铵盐 区块链 地板 地暖管 地毯 水泵 水处理 气体 气凝胶 路灯 人造草坪 人参 用电采集器
	能量饮料 去污剂 在线监测 有机硅 有机肥 把手 被褥 给水管 对虾 对讲机 向日葵油 自行车 自热米饭 几何量仪 多肽
	多晶硅 全屋定制 全钢子午胎 太阳能 可降解餐盒 可乐 应急电源 应急灯 会展 会议系统 催化剂 抓斗 落地灯 投影仪
	投饵机 领带 发动机 发热盘 发电机 发卡 打印机 打火机 打包带 听诊器 写字板 跑步机 跑鞋 坐垫 睡袋 穿梭车
	脱硫设备 脱脂奶粉 洗衣机 扫地机器人 扫描仪 拖把 挂车 挂烫机 装配式建筑 装载机 搅拌站 炒货 烤箱 蒸汽发生器
	切割头 缝纫机 绣花机 粘合剂 拉链 拉丝 吹瓶机 吹膜 黄酒 黄桃罐头 凉皮 凉席 活性炭 假发 假肢 难燃面料
	易拉罐 急救包 缓释肥 卡车 卡扣 差速器 超声波 断路器 断桥铝 漏电保护器 破碎机 破壁机 废钢 老酒 好氧发酵罐
	和田玉 带钢 带鱼加工 吨袋 叫花鸡 是非题库 与非门芯片 做旧牛仔 等离子炬 等静压 成型机 成人纸尿裤 得力工具
	的确良 说唱玩具 看护床 见光死 来料加工 到家服务 过山车 过桥米线 了望塔 着色剂 着装 起重机 起泡剂 出口花卉
	进口水果 回火炉 回收塑料 为民超市 以太网卡 所见即所得 其他石化 各色油漆 本色棉纱 该隐 咖啡 该死 谈判桌
	问卷机 找平机 租车平台 买手店 请柬 说明书印刷 比重计 比表面仪 觉醒面膜 客车 客房用品 老干妈辣酱 朋克服饰
	意面 意式咖啡机 方便面 方便米饭 环链葫芦 左旋肉碱 表带 表面活性剂 消毒液 消防车 消声器 感应器 态势感知`)
	slotCompanies = strings.Fields(`正和机床 中开电气 新达机电 上为新材 开山重工 通用气体 过关食品 得利斯食品 来伊份 有友食品 是德科技 在望电子
	和邦生物 与德科技 同程网络 将军陶瓷 建邦建材 报喜鸟服饰 定远机械 家得宝 家美木业 家乐食品 全友家居 未来电器
	非凡包装 真味食品 真维斯 带路智能 要华塑料 想念食品 吨位科技 看见光学 问界汽车 比音勒芬 觉晓教育 需能电气
	让利商贸 说到食品 还原科技 已知生物 过往传媒 并购资本 可口食品 希望集团 据点文旅 对门木门 聊客科技 没名堂服饰
	吃货联盟 送变电 接力精密 走路鞋业 跑得快物流 逛街商贸 喝彩音响 加加食品 签宝智能 见康医疗 拜尔包装 考拉玩具
	访客智能 通达 开达 达产科技 签达电子 建成机械 成材家具 定安药业 批量科技 停云科技 黄河旋风 凉山烟草 吹雪冷气
	泡泡玛特 崩豆食品 德立康器械 恒达环保 天目茶业 华擎压缩机 极目跃动 湘固新材 大北农 小熊电器 小鹏汽车 老板电器
	老凤祥 公牛电器 工大高新 双良 三友化工 五粮液 六和饲料 七匹狼 八方股份 九牧卫浴 百度 千味央厨 万向钱潮
	一品红药业 元气森林 年年红家具 月星家居 日丰管业 周黑鸭 星昱灯具 春秋航空 今世缘 明月镜片 后谷咖啡 前进鞋业
	中科三环 左岸红酒 前程橡胶 旺旺食品 可孚医疗 应流股份 该亚医药 会稽山 能科科技 愿景光电 请客食品 帮豪种业
	催米科技 落花生食品 投中网络 引航科技 招金矿业 商络电子 签约宝科技 流转科技 合并科技 重复利印刷 抢鲜农业
	占豪传媒`)
)

// slotFrames are sentences of a lead, {C} the company and {P} the product.
var slotFrames = []string{
	"报线索:合肥{C},{P}项目,1.3亿",
	"线索 南京{C} {P}项目 1亿2",
	"新线索,常州{C},{P}项目,1.2亿,6月来签约",
	"新线索:{P}项目",
}

// TestSlotNames finds every name whole in every frame.
func TestSlotNames(t *testing.T) {
	n := loadNames(t)
	for _, frame := range slotFrames {
		for k := range max(len(slotProducts), len(slotCompanies)) {
			c, p := slotCompanies[k%len(slotCompanies)], slotProducts[k%len(slotProducts)]
			text := strings.NewReplacer("{C}", c, "{P}", p).Replace(frame)
			acts := Read(text, baseContext("高新园区"), n).Acts
			l, ok := acts[0].(Lead)
			if !ok || len(acts) != 1 || l.Project != Name(p+"项目") || strings.Contains(frame, "{C}") && !strings.HasSuffix(string(l.Investor), c) {
				t.Errorf("%s: read as %d acts, %s, project %s, investor %s", text, len(acts), acts[0].Op(), l.Project, l.Investor)
			}
		}
	}
}

// TestClauseIsNoName: what a clause says somebody does is no part of a name.
func TestClauseIsNoName(t *testing.T) {
	n := loadNames(t)
	for _, c := range []struct {
		text              string
		project, investor Name
	}{
		{"线索:杭州舜宇光学,想建镜头项目,2亿", "镜头项目", "杭州舜宇光学"},
		{"线索:杭州舜宇光学,做镜头项目,2亿", "镜头项目", "杭州舜宇光学"},
		{"线索:杭州舜宇光学,拟投镜头项目,2亿", "镜头项目", "杭州舜宇光学"},
		{"线索:舜宇光学,要上再生铝项目,2亿", "再生铝项目", "舜宇光学"},
		{"线索:舜宇光学,来建过滤膜项目,2亿", "过滤膜项目", "舜宇光学"},
	} {
		acts := Read(c.text, baseContext("高新园区"), n).Acts
		l, ok := acts[0].(Lead)
		if !ok || len(acts) != 1 || l.Project != c.project || l.Investor != c.investor {
			t.Errorf("%s: read as %d acts, %s, project %s, investor %s", c.text, len(acts), acts[0].Op(), l.Project, l.Investor)
		}
	}
}

// clauseFrames are sentences in which who wants to build something, {C}, and what,
// {P}, stand inside a clause; firm is the investor.
var clauseFrames = []struct{ text, firm string }{
	{"宁波{C}想在我区投2亿建{P}项目", "宁波{C}"},
	{"宁波{C}计划投资1.5亿在我区上{P}项目", "宁波{C}"},
	{"有家企业叫{C},打算投1.2亿建{P}项目", "{C}"},
	{"常州有家{C}想来投{P}项目,1.2亿", "{C}"},
}

// clauseLost are the names that no frame may be held to: the beginning of one is
// another name (中科三环, where 中科 is a project; 建投 a unit), a cue of more
// letters, or nothing but letters that tell what somebody does (开达).
var clauseLost = strings.Fields("中科三环 跑得快物流 开达 投影仪 投饵机 建筑模板 了望塔")

// TestClauseNames finds both names whole inside a clause; 238 of 960 were
// cut or lost at first.
func TestClauseNames(t *testing.T) {
	n := loadNames(t)
	for _, frame := range clauseFrames {
		for k := range max(len(slotProducts), len(slotCompanies)) {
			c, p := slotCompanies[k%len(slotCompanies)], slotProducts[k%len(slotProducts)]
			if slices.Contains(clauseLost, c) || slices.Contains(clauseLost, p) {
				continue
			}
			text := strings.NewReplacer("{C}", c, "{P}", p).Replace(frame.text)
			acts := Read(text, baseContext("高新园区"), n).Acts
			l, ok := acts[0].(Lead)
			if !ok || len(acts) != 1 || l.Project != Name(p+"项目") || l.Investor != Name(strings.ReplaceAll(frame.firm, "{C}", c)) {
				t.Errorf("%s: read as %d acts, %s, project %s, investor %s", text, len(acts), acts[0].Op(), l.Project, l.Investor)
			}
		}
	}
}

// TestClauseMakesNoName: what is wanted is no product because 项目 stands in the
// clause, nor because a longer word begins like one of building.
func TestClauseMakesNoName(t *testing.T) {
	n := loadNames(t)
	for text, want := range map[string]Name{
		"宁波有个老板想上市融资项目":      "",
		"杭州老板想投2亿建酒店项目":      "酒店项目",
		"苏州有家企业想建个厂,做轴承,1亿":  "轴承",
		"有家做轴承的想来投2亿建轴承项目":   "轴承",
		"宁波舜宇光学打算投2亿再建一条镜头线": "镜头线",
	} {
		acts := Read(text, baseContext("高新园区"), n).Acts
		if l, ok := acts[0].(Lead); !ok || l.Project != want {
			t.Errorf("%s: read as %s %+v, want project %q", text, acts[0].Op(), acts[0], want)
		}
	}
}
